"""Which alerts, and where: in a few words, and in full."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from setpoint.report.review_page.wording import counted, listed, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.review import Edit, Reach


def reach_text(edit: Edit, names: int) -> str:
    """Return how many alerts an edit reaches, and which, as far as `names` go; 0 for none."""
    places = listed(edit.environments)
    if not edit.alerts:
        return f"{shortened(tuple(dict.fromkeys(part.path for part in edit.parts)))} in {places}"
    if len(edit.alerts) == 1:
        return f"{edit.alerts[0]} in {places}"
    which = f" ({shortened(edit.alerts, names)})" if names else ""
    return f"{counted(len(edit.alerts), 'alert')} in {places}{which}"


def reached_lines(reach: Iterable[Reach]) -> tuple[str, ...]:
    """Return every alert, those of the same environments together: `in prod: a and b`."""
    return tuple(f"in {places}: {', '.join(alerts)}" for places, alerts in _by_places(reach))


def named(reach: Iterable[Reach], parts: Iterable[str] = ()) -> str:
    """Return alerts and parts with their environments: `a and b in prod; c in staging`."""
    told = [f"{listed(alerts)} in {places}" for places, alerts in _by_places(reach)]
    return "; ".join(told or [listed(tuple(parts))])


def _by_places(reach: Iterable[Reach]) -> list[tuple[str, tuple[str, ...]]]:
    environments: dict[str, dict[str, None]] = defaultdict(dict)
    for each in reach:
        environments[each.alert][each.environment] = None
    alerts: dict[str, list[str]] = defaultdict(list)
    for alert, places in environments.items():
        alerts[listed(tuple(places))].append(alert)
    return [(places, tuple(names)) for places, names in alerts.items()]

"""Which alerts, and where: in a few words, and in full."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from setpoint.report.review_page.wording import counted, listed, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from setpoint.review import Edit, Reach

_FEW: Final = 3
# A section of the config, and what one thing of it is called.
_BESIDE: Final = {"queries": "query", "dashboards": "dashboard", "digests": "digest"}


def reach_text(edit: Edit, names: int) -> str:
    """Return how many alerts an edit reaches, and which, as far as `names` go; 0 for none.

    What no alert depends on is counted beside them.
    """
    places = listed(edit.environments)
    if not edit.alerts:
        return f"{shortened(tuple(dict.fromkeys(part.path for part in edit.parts)))} in {places}"
    beside = _beside(edit)
    if len(edit.alerts) == 1:
        return f"{listed((edit.alerts[0], *beside))} in {places}"
    which = f" ({shortened(edit.alerts, names)})" if names else ""
    return f"{listed((counted(len(edit.alerts), 'alert'), *beside))} in {places}{which}"


def _beside(edit: Edit) -> list[str]:
    """Return `4 dashboards` for each kind of thing that shows or asks for what alerts watch."""
    paths = dict.fromkeys(part.path for part in edit.parts if not part.alerts)
    kinds = Counter(path.partition(".")[0] for path in paths)
    return [counted(kinds[many], one, many) for many, one in _BESIDE.items() if kinds[many]]


def reached_lines(reach: Iterable[Reach]) -> tuple[str, ...]:
    """Return every alert, those of the same environments together: `in prod: a and b`."""
    return tuple(f"in {places}: {', '.join(alerts)}" for places, alerts in _by_places(reach))


def named(reach: Iterable[Reach], parts: Iterable[str], *, everything: Sequence[str]) -> str:
    """Return alerts and parts with their environments: `a and b in prod; c in staging`.

    Where more than a few are all that there are, they are told as such: `all in prod`.
    """
    many = len(everything) > _FEW
    told = [
        f"{'all' if many and set(alerts) == set(everything) else listed(alerts)} in {places}"
        for places, alerts in _by_places(reach)
    ]
    return "; ".join(told or [listed(tuple(parts))])


def _by_places(reach: Iterable[Reach]) -> list[tuple[str, tuple[str, ...]]]:
    environments: dict[str, dict[str, None]] = defaultdict(dict)
    for each in reach:
        environments[each.alert][each.environment] = None
    alerts: dict[str, list[str]] = defaultdict(list)
    for alert, places in environments.items():
        alerts[listed(tuple(places))].append(alert)
    return [(places, tuple(names)) for places, names in alerts.items()]

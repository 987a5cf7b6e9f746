"""Two levels of one Sentry monitor: its native critical and warning conditions.

In the catalog each level is an alert with a monitor of its own, so that everything that judges
alerts sees its threshold and whom it reaches. In Sentry both are one monitor, whose alert does
for each priority what the level of that priority says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryFilter
from setpoint.catalog.signals.sentry_conditions import of_priority
from setpoint.config.units import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.catalog.model import SentryAction, SentryMonitor
    from setpoint.config import LoadedConfig

_PAGE = "pagerduty"


def graver_level(alert: str, loaded: LoadedConfig) -> str | None:
    """Return the level that a Sentry monitor meets after this one, None if it has none."""
    base = loaded.levels.base.get(alert)
    own = _threshold(alert, loaded)
    for other in loaded.levels.of.get(base or "", ()):
        reached = _threshold(other, loaded)
        if own is not None and reached is not None and own < reached:
            return other
    return None


def _threshold(alert: str, loaded: LoadedConfig) -> float | None:
    """Return a level's threshold, the higher the graver; None for what is no Sentry monitor's."""
    service, _, name = alert.partition("/")
    signal = loaded.config.services[service].alerts[name].sentry_metric
    if signal is None or not isinstance(signal.threshold, Quantity):
        return None
    value = signal.threshold.per_second
    falls = signal.comparison in {"<", "<="} and signal.detection != "percent"
    return -value if falls else value


def united(levels: Sequence[SentryMonitor]) -> SentryMonitor:
    """Return the monitor that one or two levels are together."""
    if len(levels) == 1:
        return levels[0]
    milder, graver = sorted(levels, key=lambda level: level.priority == "high")
    filters = tuple(_filters(graver, milder))
    return replace(
        graver,
        enabled=graver.enabled or milder.enabled,
        warning=milder.critical,
        resolve=milder.resolve,
        alert=replace(graver.alert, enabled=True, filters=filters),
    )


def _filters(graver: SentryMonitor, milder: SentryMonitor) -> Iterator[SentryFilter]:
    """Yield the graver level's filters, then the milder's, which holds for both priorities.

    Nobody hears twice: a channel of both levels hears by the milder's filter, and who is paged
    by both is paged by the milder one as long as the priority is not high.
    """
    of_graver = graver.alert.filters if graver.enabled else ()
    of_milder = milder.alert.filters if milder.enabled else ()
    told = {_target(action) for each in of_milder for action in each.actions}
    for each in of_graver:
        kept = [a for a in each.actions if a.type == _PAGE or _target(a) not in told]
        if kept:
            yield replace(each, actions=tuple(kept))
    paged = {_target(a) for each in of_graver for a in each.actions if a.type == _PAGE}
    for each in of_milder:
        split = [a for a in each.actions if a.type == _PAGE and _target(a) in paged]
        rest = tuple(a for a in each.actions if a not in split)
        if rest:
            yield replace(each, actions=rest)
        if split:
            high = (of_priority("high"),)
            yield SentryFilter(logic_type="none", conditions=high, actions=tuple(split))


def _target(action: SentryAction) -> tuple[str, str | None]:
    return action.type, action.target

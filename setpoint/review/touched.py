"""What else shows an alert or depends on it: dashboards, composites, suppressed alerts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import AlarmStatusWidget, CompositeAlarm
from setpoint.expressions.alarm_rules import read_rule, reverses
from setpoint.review.effect import Effect
from setpoint.review.model import Follower, Touched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.review.side import Side

_QUIET: Final = {  # by the effect on the alert that is kept quiet
    Effect.less: "is kept quiet by {} more often",
    Effect.more: "is kept quiet by {} less often",
}
_PART: Final = {
    Effect.less: "goes off less often with {}",
    Effect.more: "goes off more often with {}",
}


class Dependants:
    """Who depends on whom in one environment; made once, asked for each changed alert."""

    def __init__(self, side: Side) -> None:
        self._alerts = side.catalog.alerts
        self._dashboards: dict[str, dict[str, None]] = defaultdict(dict)
        self._composites: dict[str, dict[str, None]] = defaultdict(dict)
        self._suppressed: dict[str, dict[str, None]] = defaultdict(dict)
        for shown, dashboard in _shown(side):
            self._dashboards[shown][dashboard] = None
        for alert in side.catalog.alerts.values():
            signal = alert.signal
            if not isinstance(signal, CompositeAlarm):
                continue
            for other in signal.depends_on:
                quiet = other == signal.suppressed_by
                (self._suppressed if quiet else self._composites)[other][alert.id] = None

    def of(self, alert: str) -> Touched:
        """Return what depends on an alert."""
        return Touched(
            dashboards=tuple(self._dashboards.get(alert, ())),
            composites=tuple(self._composites.get(alert, ())),
            suppressed=tuple(self._suppressed.get(alert, ())),
        )

    def following(self, alert: str, effect: Effect) -> Iterator[Follower]:
        """Yield the composites that an effect on an alert's own state has an effect on.

        Whoever is kept quiet by an alert that goes off more often goes off less often. Of a rule
        in which an alert that goes off may be what lets it rest, nobody can tell.
        """
        if effect is Effect.unchanged:
            return
        for name in self._suppressed.get(alert, ()):
            quiet = _QUIET.get(effect.reversed, "is kept quiet by {} at other times")
            yield self._follower(name, effect.reversed, quiet.format(alert))
        for name in self._composites.get(alert, ()):
            joined = self._alerts[name].signal
            assert isinstance(joined, CompositeAlarm)  # noqa: S101 - nothing else depends on one
            turned = reverses(read_rule(joined.alarm_rule).expression)
            found = Effect.unknown if turned else effect
            told = _PART.get(found, "goes off at other times with {}")
            yield self._follower(name, found, told.format(alert))

    def _follower(self, name: str, effect: Effect, sentence: str) -> Follower:
        severity = self._alerts[name].severity
        return Follower(id=name, severity=severity, effect=effect, sentence=sentence)


def _shown(side: Side) -> Iterator[tuple[str, str]]:
    """Yield alert and dashboard for everything a widget shows."""
    for key, dashboard in side.catalog.dashboards.items():
        for widget in dashboard.widgets:
            if isinstance(widget, AlarmStatusWidget):
                yield from ((alert, key) for alert in widget.alerts)
    for key, section in side.loaded.config.dashboards.items():
        for drawn in section.widgets:
            for alert in getattr(getattr(drawn, drawn.kind), "alerts", ()):
                yield from ((each, key) for each in side.loaded.levels.named(alert))

"""What else shows an alert or depends on it: dashboards, composites, suppressed alerts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from setpoint.catalog.model import AlarmStatusWidget, CompositeAlarm
from setpoint.review.model import Touched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.review.side import Side


class Dependants:
    """Who depends on whom in one environment; made once, asked for each changed alert."""

    def __init__(self, side: Side) -> None:
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

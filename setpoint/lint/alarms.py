"""The CloudWatch alarms of alerts, with their places in the config."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from setpoint.catalog.model import (
    CompositeAlarm,
    HealthCheck,
    MetricAlarm,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert, Judging, Metric, Signal
    from setpoint.config import LoadedConfig
    from setpoint.config.path import Path

_GROUPS = ("any", "all", "children")


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm on data.

    Attributes:
        path: Its signal's section in the config.
        signal: What the alarm belongs to: itself, a log metric or a health check.
    """

    alert: Alert
    path: Path
    signal: Signal
    judging: Judging

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics that it reads."""
        return self.judging.read

    @property
    def expression(self) -> str | None:
        """The watched expression, None for a metric."""
        shown = self.judging.shown
        return shown.expression if shown else None

    @property
    def watched_id(self) -> str | None:
        """The id of what is watched, None for a single metric without queries."""
        shown = self.judging.shown
        return shown.id if shown else None

    @property
    def single(self) -> Metric | None:
        """The watched metric, None for an expression."""
        if isinstance(self.judging, MetricAlarm):
            return self.judging.metric
        shown = self.judging.shown
        return shown.metric if shown else None

    @property
    def own_metric(self) -> bool:
        """Whether the config names the metric, not a log filter or a health check."""
        return self.signal is self.judging

    @property
    def of_target(self) -> bool:
        """Whether it watches an uptime target, which an outage misses before the window is full."""
        return isinstance(self.signal, HealthCheck) and self.signal.availability is not None

    @property
    def upwards(self) -> bool:
        """Whether too much is what it looks for."""
        return self.judging.comparison_operator.startswith("Greater")

    @property
    def window(self) -> int:
        """Seconds that CloudWatch looks back."""
        return self.judging.period * self.judging.evaluation_periods


def section_of(alarm: Alarm, loaded: LoadedConfig) -> Any:
    """Return what the config says of the alarm's signal, of a composite's part its own."""
    service = loaded.config.services[alarm.alert.service]
    section: Any = service.alerts[alarm.alert.name].signal
    if alarm.signal is not alarm.alert.signal:
        section = section.parts[str(alarm.path[-2])].signal
    return section


def alarms_of(alert: Alert, loaded: LoadedConfig) -> Iterator[Alarm]:
    """Yield an alert's alarms, a composite's children among them."""
    path = alert.path
    signal = alert.signal
    if isinstance(signal, CompositeAlarm):
        section = loaded.config.services[alert.service].alerts[alert.name].composite
        group = next((key for key in _GROUPS if getattr(section, key)), "any")
        for name, child in signal.children.items():
            kind = section.parts[name].kind if section else ""
            yield from _alarm(alert, (*path, "composite", group, name, kind), child)
        return
    yield from _alarm(alert, (*path, alert.kind), signal)


def _alarm(alert: Alert, path: Path, signal: Signal) -> Iterator[Alarm]:
    if signal.data_alarm:
        yield Alarm(alert, path, signal, signal.data_alarm)

"""The CloudWatch alarms of alerts, with their places in the config."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from setpoint.catalog.model import (
    AnomalyAlarm,
    CompositeAlarm,
    HealthCheck,
    LogMetric,
    MathAlarm,
    MetricAlarm,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert, Metric, MetricQuery, Signal
    from setpoint.config import LoadedConfig
    from setpoint.config.path import Path

Judging: TypeAlias = MetricAlarm | MathAlarm | AnomalyAlarm
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
        if isinstance(self.judging, MetricAlarm):
            return (self.judging.metric,)
        return tuple(query.metric for query in self.judging.queries if query.metric)

    @property
    def expression(self) -> str | None:
        """The watched expression, None for a metric."""
        found = self._shown
        return found.expression if found else None

    @property
    def watched_id(self) -> str | None:
        """The id of what is watched, None for a single metric without queries."""
        return self._shown.id if self._shown else None

    @property
    def single(self) -> Metric | None:
        """The watched metric, None for an expression."""
        if isinstance(self.judging, MetricAlarm):
            return self.judging.metric
        found = self._shown
        return found.metric if found else None

    @property
    def _shown(self) -> MetricQuery | None:
        if isinstance(self.judging, MetricAlarm):
            return None
        return next((query for query in self.judging.queries if query.return_data), None)

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
    if isinstance(signal, LogMetric | HealthCheck):
        yield Alarm(alert, path, signal, signal.alarm)
    elif isinstance(signal, MetricAlarm | MathAlarm | AnomalyAlarm):
        yield Alarm(alert, path, signal, signal)

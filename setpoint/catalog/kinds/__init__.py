"""The table of kinds of signals, and what is asked of any signal by way of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from setpoint.catalog.kinds.composite import OnStates
from setpoint.catalog.kinds.health_check import OnHealthCheck
from setpoint.catalog.kinds.log_metric import OnLogLines
from setpoint.catalog.kinds.on_data import OnBand, OnMath, OnMetric
from setpoint.catalog.kinds.prometheus_rule import OnRule
from setpoint.catalog.kinds.sentry_alert import OnIssues
from setpoint.catalog.kinds.sentry_monitors import OnAddress, OnAggregate, OnJob
from setpoint.catalog.model import (
    AnomalyAlarm,
    CompositeAlarm,
    HealthCheck,
    LogMetric,
    MathAlarm,
    MetricAlarm,
    PrometheusRule,
    SentryAlert,
    SentryCronMonitor,
    SentryMonitor,
    SentryUptimeMonitor,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.kinds.kind import Kind
    from setpoint.catalog.model import Alert, Signal, Watching

_KINDS: Final[Mapping[type[Watching], Kind[Any]]] = {
    MetricAlarm: OnMetric(),
    MathAlarm: OnMath(),
    AnomalyAlarm: OnBand(),
    LogMetric: OnLogLines(),
    CompositeAlarm: OnStates(),
    HealthCheck: OnHealthCheck(),
    SentryMonitor: OnAggregate(),
    SentryUptimeMonitor: OnAddress(),
    SentryCronMonitor: OnJob(),
    SentryAlert: OnIssues(),
    PrometheusRule: OnRule(),
}


class Part(NamedTuple):
    """One limit of an alert; `label` is a composite's child, else the signal's kind."""

    label: str
    threshold: str
    window: str
    watches: str

    @property
    def told(self) -> str:
        """Threshold and window in one text."""
        return f"{self.threshold}, {self.window}" if self.window else self.threshold


def kind_of(signal: Signal) -> Kind[Any]:
    """Return what is known of signals of its kind."""
    return _KINDS[type(signal)]


def parts(alert: Alert) -> tuple[Part, ...]:
    """Return an alert's limits, those of a composite's children first."""
    return tuple(_parts(alert.kind, alert.signal))


def watched_by_all(signal: Signal) -> tuple[str, ...]:
    """Return what a signal watches, each once; a composite what its parts watch."""
    if not isinstance(signal, CompositeAlarm):
        return (kind_of(signal).watched(signal),)
    children = (each for child in signal.children.values() for each in watched_by_all(child))
    return tuple(dict.fromkeys([*children, *signal.depends_on]))


def _parts(label: str, signal: Signal) -> Iterator[Part]:
    kind, watches = kind_of(signal), ""
    if isinstance(signal, CompositeAlarm):  # its children say what they watch
        for name, child in signal.children.items():
            yield from _parts(name, child)
    else:
        watches = kind.watched(signal)
    for limit in kind.limits(signal):
        yield Part(label, *limit, watches)

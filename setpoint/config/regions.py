"""In which AWS region the alarms of an alert are: where their metrics are.

A CloudWatch alarm reads the metrics of its own region, tells topics of its own region, and a
composite names alarms of its own region (user guide, "Cross-Region" under "Metrics concepts").
Some metrics are in one region wherever their resources are used; `setpoint.metrics` knows them.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from setpoint.config.model import (
    SENTRY_SIGNALS,
    CloudWatch,
    CloudWatchAnomaly,
    CloudWatchMath,
    Composite,
    HttpCheck,
)
from setpoint.expressions.alarm_rules import read_rule
from setpoint.expressions.faults import ExpressionError
from setpoint.expressions.metrics_insights import parse, selects_metrics
from setpoint.metrics import home_region

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.model import Alert, Metric, Service, Signal
    from setpoint.config.model.signal.composite import Child, ChildSignal
    from setpoint.config.path import Path

# Elsewhere AWS's partitions have regions of their own for what is global.
_OTHER_PARTITIONS = ("cn-", "us-gov-", "us-iso", "eu-isoe-", "eusc-")
_WITHOUT_ALARM = (*SENTRY_SIGNALS, "prometheus")


class Read(NamedTuple):
    """A metric that a signal reads.

    Attributes:
        path: Below the signal; of a health check, whose metric nobody writes, empty.
        home: The only region that has it, None where it is the resource's own.
        inside: The query that selects it, and the place of the namespace in it.
    """

    path: Path
    namespace: str
    home: str | None
    inside: tuple[str, int] | None = None


@dataclass(slots=True)
class Regions:
    """The regions of one environment's alerts.

    Attributes:
        alerts: By service and alert id.
        services: By id.
        stack: The stack's region.
    """

    alerts: Mapping[tuple[str, str], Alert]
    services: Mapping[str, Service]
    stack: str
    _known: dict[str, str | None] = field(default_factory=dict)

    def of(self, key: str) -> str | None:
        """Return the region of the alarms of `service/alert`; None where there are none."""
        if key not in self._known:
            self._known[key] = None  # a circle of composites is told by others
            self._known[key] = self._region(key)
        return self._known[key]

    def usual(self, key: str) -> str:
        """Return where an alert's metrics are that AWS has in every region."""
        service, _, name = key.partition("/")
        alert, owner = self.alerts.get((service, name)), self.services.get(service)
        return (alert and alert.region) or (owner and owner.region) or self.stack

    def reads(self, signal: Signal | ChildSignal) -> tuple[Read, ...]:
        """Return every metric that a signal reads."""
        return tuple(
            Read(each.path, each.namespace, self._home(each.namespace, each.names), each.inside)
            for each in _metrics(signal)
        )

    def home(self, metric: Metric) -> str | None:
        """Return the only region that has a metric, None where it is the resource's own."""
        return self._home(*_named_by(metric))

    def of_signal(self, signal: Signal | ChildSignal, key: str) -> str:
        """Return the region of an alert's signal, or of a composite's child."""
        service, _, name = key.partition("/")
        alert = self.alerts.get((service, name))
        homes = [read.home for read in self.reads(signal) if read.home]
        if homes and (alert is None or alert.region is None):
            return homes[0]
        return self.usual(key)

    def parts(self, composite: Composite, key: str) -> dict[str, str]:
        """Return the regions of what a composite is made of, by child's id and service/alert."""
        found = {name: self.of_signal(child.signal, key) for name, child in _children(composite)}
        named = {name: self.of(name) for name in _named(composite)}
        return found | {name: region for name, region in named.items() if region}

    def _region(self, key: str) -> str | None:
        service, _, name = key.partition("/")
        alert = self.alerts.get((service, name))
        if alert is None or not alert.present or alert.kind in _WITHOUT_ALARM:
            return None
        if alert.composite is None or alert.region is not None:
            return self.of_signal(alert.signal, key)
        regions = set(self.parts(alert.composite, key).values())
        return regions.pop() if len(regions) == 1 else self.usual(key)

    def _home(self, namespace: str, dimensions: tuple[str, ...]) -> str | None:
        if self.stack.startswith(_OTHER_PARTITIONS):
            return None
        return home_region(namespace, dimensions)


class _Metric(NamedTuple):
    """What a signal reads, with the names of its dimensions."""

    path: Path
    namespace: str
    names: tuple[str, ...]
    inside: tuple[str, int] | None = None


def _metrics(signal: Signal | ChildSignal) -> Iterator[_Metric]:
    """Yield what a signal reads."""
    if isinstance(signal, HttpCheck):
        yield _Metric((), "AWS/Route53", ("HealthCheckId",))
    if isinstance(signal, CloudWatch | CloudWatchAnomaly) and signal.metric is not None:
        yield _Metric(("metric", "namespace"), *_named_by(signal.metric))
    if isinstance(signal, CloudWatchMath | CloudWatchAnomaly):
        for name, metric in signal.metrics.items():
            yield _Metric(("metrics", name, "namespace"), *_named_by(metric))
        yield from _selected(("expression",), signal.expression or "")
        for name, expression in signal.expressions.items():
            yield from _selected(("expressions", name), expression)


def _selected(path: Path, expression: str) -> Iterator[_Metric]:
    """Yield what a Metrics Insights query selects, if it is one that can be read."""
    if selects_metrics(expression):
        with suppress(ExpressionError):
            query = parse(expression)
            inside = expression, query.places["namespace",]
            yield _Metric(path, query.namespace, query.schema or (), inside)


def _named_by(metric: Metric) -> tuple[str, tuple[str, ...]]:
    return metric.namespace, tuple(metric.dimensions)


def _children(composite: Composite) -> Iterator[tuple[str, Child]]:
    """Yield the composite's own alarms that have a signal."""
    for name, child in composite.parts.items():
        if child.model_fields_set:
            yield name, child


def _named(composite: Composite) -> Iterator[str]:
    """Yield the alerts that a composite names, as far as its rule can be read."""
    yield from composite.alarms
    if composite.suppressed_by is not None:
        yield composite.suppressed_by
    if composite.rule is not None:
        with suppress(ExpressionError):
            yield from (name for name in read_rule(composite.rule).names if "/" in name)

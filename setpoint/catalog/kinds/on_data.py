"""CloudWatch's alarms on a metric, on metric math and on an anomaly band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.conditions import comparison_symbol, metric, shown, window
from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import AnomalyAlarm, MathAlarm, MetricAlarm
from setpoint.catalog.quantity import number, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnMetric(Kind[MetricAlarm]):
    """An alarm on one metric."""

    def watched(self, signal: MetricAlarm) -> str:
        """Return `p95 of AWS/ApplicationELB TargetResponseTime`."""
        return metric(signal.metric)

    def limits(self, signal: MetricAlarm) -> Iterator[Limit]:
        """Yield its threshold."""
        yield Limit(threshold(signal), window(signal))


class OnMath(Kind[MathAlarm]):
    """An alarm on metric math."""

    def watched(self, signal: MathAlarm) -> str:
        """Return the expression."""
        return shown(signal.queries)

    def limits(self, signal: MathAlarm) -> Iterator[Limit]:
        """Yield its threshold."""
        yield Limit(threshold(signal), window(signal))


class OnBand(Kind[AnomalyAlarm]):
    """An alarm on an anomaly detection band."""

    def watched(self, signal: AnomalyAlarm) -> str:
        """Return the expression or the metric."""
        return shown(signal.queries)

    def limits(self, signal: AnomalyAlarm) -> Iterator[Limit]:
        """Yield the width of the band."""
        side = comparison_symbol(signal.comparison_operator)
        yield Limit(f"{side} band of {number(signal.band)}", window(signal))


def threshold(alarm: MetricAlarm | MathAlarm) -> str:
    """Return an alarm's threshold: `> 80%`."""
    limit = quantity(alarm.threshold, alarm.threshold_unit)
    return f"{comparison_symbol(alarm.comparison_operator)} {limit}"

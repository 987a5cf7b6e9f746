"""CloudWatch's alarms on a metric, on metric math and on an anomaly band.

CloudWatch judges an alarm every minute over a window that slides (every ten seconds for
periods below a minute, every hour where the window is longer than a day), as its guide on
alarm evaluation says. So M periods must be breached as a whole, and then up to one interval
passes until somebody looks:

    M x period + interval
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from setpoint.catalog.conditions import comparison_symbol, metric, shown, window
from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import AnomalyAlarm, MathAlarm, MetricAlarm
from setpoint.catalog.quantity import number, quantity
from setpoint.catalog.values import never_goes_off
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Judging, Signal


_MINUTE, _TEN_SECONDS, _HOUR, _DAY, _WEEK = 60, 10, 3600, 86_400, 604_800
JudgingT = TypeVar("JudgingT", MetricAlarm, MathAlarm, AnomalyAlarm)


class OnData(Kind[JudgingT]):
    """An alarm on data."""

    def delay(self, signal: JudgingT) -> int:
        """Return the time of M periods and an evaluation."""
        return signal.datapoints_to_alarm * signal.period + interval(signal)

    def delay_of(self, signal: JudgingT) -> str:
        """Return how many periods, and how often somebody looks."""
        needed = f"{signal.datapoints_to_alarm} x {write_duration(signal.period)} breached"
        return f"{needed}, judged every {write_duration(interval(signal))}"

    def obstacle(self, signal: JudgingT) -> str | None:
        """Return what CloudWatch refuses of its window."""
        return impossible_window(signal)


class OnMetric(OnData[MetricAlarm]):
    """An alarm on one metric."""

    key = "cloudwatch"

    def obstacle(self, signal: MetricAlarm) -> str | None:
        """Return what CloudWatch refuses, or what the metric's values can't be."""
        return impossible_window(signal) or out_of_range(signal, signal)

    def watched(self, signal: MetricAlarm) -> str:
        """Return `p95 of AWS/ApplicationELB TargetResponseTime`."""
        return metric(signal.metric)

    def limits(self, signal: MetricAlarm) -> Iterator[Limit]:
        """Yield its threshold."""
        yield Limit(threshold(signal), window(signal))


class OnMath(OnData[MathAlarm]):
    """An alarm on metric math."""

    key = "cloudwatch_math"

    def obstacle(self, signal: MathAlarm) -> str | None:
        """Return what CloudWatch refuses, or what the outcome can't be."""
        return impossible_window(signal) or out_of_range(signal, signal)

    def watched(self, signal: MathAlarm) -> str:
        """Return the expression."""
        return shown(signal.queries)

    def limits(self, signal: MathAlarm) -> Iterator[Limit]:
        """Yield its threshold."""
        yield Limit(threshold(signal), window(signal))


class OnBand(OnData[AnomalyAlarm]):
    """An alarm on an anomaly detection band."""

    key = "cloudwatch_anomaly"

    def watched(self, signal: AnomalyAlarm) -> str:
        """Return the expression or the metric."""
        return shown(signal.queries)

    def limits(self, signal: AnomalyAlarm) -> Iterator[Limit]:
        """Yield the width of the band."""
        side = comparison_symbol(signal.comparison_operator)
        yield Limit(f"{side} band of {number(signal.band)}", window(signal))


def interval(alarm: Judging) -> int:
    """Return every how many seconds CloudWatch judges an alarm."""
    if alarm.period * alarm.evaluation_periods > _DAY:
        return _HOUR
    return _TEN_SECONDS if alarm.period < _MINUTE else _MINUTE


def impossible_window(alarm: Judging) -> str | None:
    """Return what CloudWatch refuses: its guide's limits of N x period, and M above N."""
    if alarm.datapoints_to_alarm > alarm.evaluation_periods:
        needed, looked_at = alarm.datapoints_to_alarm, alarm.evaluation_periods
        return f"{needed} of {looked_at} periods can never breach"
    longest = _WEEK if alarm.period >= _HOUR else _DAY
    length = alarm.period * alarm.evaluation_periods
    if length > longest:
        limits = f"CloudWatch looks at {write_duration(longest)} at most"
        return f"its window is {write_duration(length)}; {limits}"
    return None


def out_of_range(signal: Signal, alarm: MetricAlarm | MathAlarm) -> str | None:
    """Return why no value that an alarm watches can breach; None if one can."""
    can_be = never_goes_off(signal)
    if can_be is None:
        return None
    watched = alarm.metric.name if isinstance(alarm, MetricAlarm) else shown(alarm.queries)
    told = quantity(alarm.threshold, alarm.threshold_unit)
    if alarm.comparison_operator.startswith("Greater"):
        highest = quantity(can_be.high, alarm.threshold_unit)
        return f"{watched} never exceeds {highest}, and the threshold is {told}"
    lowest = f"below {quantity(can_be.low, alarm.threshold_unit)}" if can_be.low else "negative"
    return f"{watched} is never {lowest}, and the threshold is {told}"


def threshold(alarm: MetricAlarm | MathAlarm) -> str:
    """Return an alarm's threshold: `> 80%`."""
    limit = quantity(alarm.threshold, alarm.threshold_unit)
    return f"{comparison_symbol(alarm.comparison_operator)} {limit}"

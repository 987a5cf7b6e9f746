"""Conditions as sentences, for alarm descriptions, reports and people.

Composite alarms are told by their own module of `setpoint.catalog.signals`, which knows
their children's ids; Sentry's alerts on issues by `setpoint.catalog.sentry_words`, its monitors
by `setpoint.catalog.sentry_monitor_words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.quantity import number, quantity
from setpoint.config.units import write_duration as duration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.catalog.model import (
        AnomalyAlarm,
        HealthCheck,
        LogMetric,
        MathAlarm,
        Metric,
        MetricAlarm,
        MetricQuery,
    )

COMPARISONS: Final = {
    "GreaterThanOrEqualToThreshold": ">=",
    "GreaterThanThreshold": ">",
    "LessThanThreshold": "<",
    "LessThanOrEqualToThreshold": "<=",
    "LessThanLowerOrGreaterThanUpperThreshold": "outside",
    "LessThanLowerThreshold": "below",
    "GreaterThanUpperThreshold": "above",
}
_MISSING: Final = {
    "missing": "",
    "ignore": "; missing data keeps the state",
    "breaching": "; missing data breaches",
    "notBreaching": "; missing data is fine",
}


def comparison_symbol(operator: str) -> str:
    """Return an operator as the config writes it: `>`, `<=`, `above`, `outside`."""
    return COMPARISONS[operator]


def window(alarm: MetricAlarm | MathAlarm | AnomalyAlarm) -> str:
    """Return an alarm's window in short: `3 of 5 x 1m`."""
    periods = f"{alarm.datapoints_to_alarm} of {alarm.evaluation_periods}"
    return f"{periods} x {duration(alarm.period)}"


def metric_alarm(alarm: MetricAlarm) -> str:
    """Return the condition of an alarm on one metric."""
    limit = quantity(alarm.threshold, alarm.threshold_unit)
    symbol = comparison_symbol(alarm.comparison_operator)
    return f"{metric(alarm.metric)} {symbol} {limit} {_judged(alarm)}"


def math_alarm(alarm: MathAlarm) -> str:
    """Return the condition of an alarm on an expression, its metrics told after it."""
    limit = quantity(alarm.threshold, alarm.threshold_unit)
    symbol = comparison_symbol(alarm.comparison_operator)
    watched = shown(alarm.queries)
    return f"{watched} {symbol} {limit} {_judged(alarm)}{_where(alarm.queries)}"


def anomaly_alarm(alarm: AnomalyAlarm) -> str:
    """Return the condition of an alarm on an anomaly detection band."""
    side = comparison_symbol(alarm.comparison_operator)
    band = f"the expected band of {number(alarm.band)} standard deviations"
    watched = shown(alarm.queries)
    return f"{watched} {side} {band} {_judged(alarm)}{_where(alarm.queries)}"


def log_metric(signal: LogMetric) -> str:
    """Return the condition of an alarm on log lines that match a pattern."""
    alarm = signal.alarm
    symbol = comparison_symbol(alarm.comparison_operator)
    limit = quantity(alarm.threshold, alarm.threshold_unit)
    lines = f"{alarm.metric.statistic} over {log_lines(signal)}"
    watched = ", ".join(f"{name}={value}" for name, value in alarm.metric.dimensions.items())
    of = f" with {watched}" if watched else ""
    return f"{lines}{of} {symbol} {limit} {_judged(alarm)}"


def log_lines(signal: LogMetric) -> str:
    """Return which lines of a log group are counted."""
    if not signal.pattern:
        return f"all lines of {signal.log_group}"
    return f"lines of {signal.log_group} matching {signal.pattern}"


def health_check(check: HealthCheck) -> str:
    """Return the condition of a Route 53 health check."""
    where = f"{check.fqdn}:{check.port}{check.resource_path}"
    if check.availability is not None:
        share = quantity(check.availability, "Percent")
        return f"{where} is healthy less than {share} of the time {_judged(check.alarm)}"
    wanted = f" with {check.search_string!r}" if check.search_string else ""
    verb = "answers" if check.inverted else "does not answer"
    apart = duration(check.request_interval)
    rhythm = f"{check.failure_threshold} checks in a row, one every {apart}"
    return f"{where} {verb}{wanted} in {rhythm}; judged {_judged(check.alarm)}"


def metric(watched: Metric) -> str:
    """Return a metric in words: `p95 of AWS/ApplicationELB TargetResponseTime`."""
    return f"{watched.statistic} of {watched.namespace} {watched.name}"


def shown(queries: Iterable[MetricQuery]) -> str:
    """Return the expression or metric that is watched."""
    for query in queries:
        if query.return_data:
            return query.expression or (metric(query.metric) if query.metric else query.id)
    return "?"


def _where(queries: Iterable[MetricQuery]) -> str:
    told = [
        f"{query.id} is {query.expression or (metric(query.metric) if query.metric else '')}"
        for query in queries
        if not query.return_data
    ]
    return f" ({', '.join(told)})" if told else ""


def _judged(alarm: MetricAlarm | MathAlarm | AnomalyAlarm) -> str:
    needed, looked_at = alarm.datapoints_to_alarm, alarm.evaluation_periods
    each = duration(alarm.period)
    if looked_at == 1:
        text = f"over {each}"
    elif needed == looked_at:
        text = f"in {needed} periods of {each} in a row"
    else:
        text = f"in {needed} of {looked_at} periods of {each}"
    return text + _MISSING[alarm.treat_missing_data]

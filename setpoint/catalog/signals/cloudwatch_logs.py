"""`cloudwatch_logs`: a metric filter on a log group and an alarm on what it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog import conditions
from setpoint.catalog.evaluation import OPERATORS, judged
from setpoint.catalog.model import LogMetric, Metric, MetricAlarm
from setpoint.catalog.signals.limit import read_limit
from setpoint.config.metric_units import log_scale

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.config.model import CloudWatchLogs


def build(
    section: CloudWatchLogs, identity: SignalIdentity, context: Context
) -> tuple[LogMetric, str]:
    """Return the filter with its alarm, and the condition."""
    signal = LogMetric(
        filter_name=identity.naming.log_filter(identity.shared, *identity.children),
        log_group=section.log_group,
        pattern=section.pattern,
        metric_namespace=section.metric.namespace,
        metric_name=section.metric.name,
        metric_value=section.metric.value,
        default_value=section.metric.default,
        dimensions=section.metric.dimensions,
        unit=section.metric.unit or "None",
        alarm=_alarm(section, identity, context),
    )
    condition = conditions.log_metric(signal)
    alarm = replace(signal.alarm, description=identity.describe(condition))
    return replace(signal, alarm=alarm), condition


def _alarm(section: CloudWatchLogs, identity: SignalIdentity, context: Context) -> MetricAlarm:
    how = judged(section, context.config.defaults)
    limit = read_limit(section.threshold, log_scale(section), how.period)
    return MetricAlarm(
        alarm_name=identity.alarm_name,
        description="",
        comparison_operator=OPERATORS[section.comparison],
        **how._asdict(),
        actions_enabled=identity.enabled,
        metric=Metric(
            namespace=section.metric.namespace,
            name=section.metric.name,
            dimensions=section.dimensions,
            statistic=section.statistic,
        ),
        threshold=limit.value,
        threshold_unit=limit.unit,
        evaluate_low_sample_count_percentiles=section.low_samples,
    )

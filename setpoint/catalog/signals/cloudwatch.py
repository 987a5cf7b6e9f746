"""`cloudwatch`: one metric against a fixed threshold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog import conditions
from setpoint.catalog.evaluation import OPERATORS, judged
from setpoint.catalog.metrics import build_metric
from setpoint.catalog.model import MetricAlarm
from setpoint.catalog.signals.limit import read_limit
from setpoint.config.metric_units import metric_scale

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.config.model import CloudWatch


def build(
    section: CloudWatch, identity: SignalIdentity, context: Context
) -> tuple[MetricAlarm, str]:
    """Return the alarm and its condition."""
    how = judged(section, context.config.defaults)
    limit = read_limit(section.threshold, metric_scale(section), how.period)
    alarm = MetricAlarm(
        alarm_name=identity.alarm_name,
        description="",
        comparison_operator=OPERATORS[section.comparison],
        **how._asdict(),
        actions_enabled=identity.enabled,
        metric=build_metric(section.metric),
        threshold=limit.value,
        threshold_unit=limit.unit,
        evaluate_low_sample_count_percentiles=section.low_samples,
    )
    condition = conditions.metric_alarm(alarm)
    return replace(alarm, description=identity.describe(condition)), condition

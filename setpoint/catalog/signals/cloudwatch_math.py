"""`cloudwatch_math`: a metric math expression against a fixed threshold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog import conditions
from setpoint.catalog.evaluation import OPERATORS, judged
from setpoint.catalog.metrics import build_queries
from setpoint.catalog.model import MathAlarm
from setpoint.catalog.signals.limit import read_limit
from setpoint.config.metric_units import math_scale

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.config.model import CloudWatchMath


def build(
    section: CloudWatchMath, identity: SignalIdentity, context: Context
) -> tuple[MathAlarm, str]:
    """Return the alarm and its condition."""
    how = judged(section, context.config.defaults)
    limit = read_limit(section.threshold, math_scale(section), how.period)
    alarm = MathAlarm(
        alarm_name=identity.alarm_name,
        description="",
        comparison_operator=OPERATORS[section.comparison],
        **how._asdict(),
        actions_enabled=identity.enabled,
        queries=build_queries(
            metrics=section.metrics,
            expressions=section.expressions,
            expression=section.expression,
            period=how.period,
            label=section.label,
        ),
        threshold=limit.value,
        threshold_unit=limit.unit,
    )
    condition = conditions.math_alarm(alarm)
    return replace(alarm, description=identity.describe(condition)), condition

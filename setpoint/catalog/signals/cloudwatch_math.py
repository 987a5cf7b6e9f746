"""`cloudwatch_math`: a metric math expression against a fixed threshold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog import conditions
from setpoint.catalog.evaluation import OPERATORS, judged
from setpoint.catalog.metrics import build_queries, unit_of_math
from setpoint.catalog.model import MathAlarm
from setpoint.catalog.signals.limit import Scale, read_limit

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.place import Place
    from setpoint.config.model import CloudWatchMath


def build(section: CloudWatchMath, place: Place, context: Context) -> tuple[MathAlarm, str]:
    """Return the alarm and its condition."""
    how = judged(section, context.config.defaults)
    unit = _unit(section)
    # An expression measured in counts is a count a period; any other has no statistic.
    scale = Scale(unit, "Sum" if unit == "Count" else None, how.period)
    limit = read_limit(section.threshold, scale, place, context)
    alarm = MathAlarm(
        alarm_name=place.alarm_name,
        description="",
        comparison_operator=OPERATORS[section.comparison],
        **how._asdict(),
        actions_enabled=place.enabled,
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
    return replace(alarm, description=place.describe(condition)), condition


def _unit(section: CloudWatchMath) -> str | None:
    """Return the unit that the config names, or that of what the expression is made of."""
    return section.measured_in or unit_of_math(
        section.expression, section.metrics, section.expressions, section.threshold
    )

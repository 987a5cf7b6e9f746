"""What a longer period does to the value that an alarm watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import MathAlarm, MetricAlarm
from setpoint.expressions.metric_math import growth
from setpoint.expressions.metric_math.growing import grow
from setpoint.metrics import bounds, is_level, is_rank
from setpoint.review.signals.windows import Statistic

if TYPE_CHECKING:
    from setpoint.catalog.model import AnomalyAlarm, Metric
    from setpoint.expressions.metric_math.growth import Growth


def growth_of(alarm: MetricAlarm | MathAlarm | AnomalyAlarm) -> Growth:
    """Return what holds of the watched value; nothing of how far it is from a learned band."""
    if isinstance(alarm, MetricAlarm):
        return _of_metric(alarm.metric)
    if not isinstance(alarm, MathAlarm):
        return growth.ANY
    metrics, texts = growths(alarm), alarm_expressions(alarm)
    watched = watched_id(alarm)
    return grow(texts[watched], metrics, texts) if watched in texts else metrics[watched]


def growths(alarm: MathAlarm) -> dict[str, Growth]:
    """Return the growth of each metric of an alarm by its id."""
    return {each.id: _of_metric(each.metric) for each in alarm.queries if each.metric}


def alarm_expressions(alarm: MathAlarm) -> dict[str, str]:
    """Return the expressions of an alarm by id."""
    return {each.id: each.expression for each in alarm.queries if each.expression is not None}


def watched_id(alarm: MathAlarm) -> str:
    """Return the id of what an alarm watches."""
    return next(each.id for each in alarm.queries if each.return_data)


def statistic(found: Growth, *, above: bool) -> Statistic:
    """Return what a longer period does to the datapoints of an alarm on one side of a threshold."""
    seen = found if above else growth.negated(found)
    if seen.at_least_highest:
        return Statistic.extreme if seen.at_most_highest else Statistic.total_above
    if seen.at_most_lowest:
        return Statistic.whole if seen.at_least_lowest else Statistic.total_below
    between = seen.at_least_lowest and seen.at_most_highest
    return Statistic.mean if between else Statistic.either_way


def _of_metric(metric: Metric) -> Growth:
    """Return the growth of a statistic; what is summed up is taken for never negative."""
    found = bounds(metric.namespace, metric.name, metric.statistic, metric.unit)
    positive = found is not None and found.low >= 0
    match metric.statistic:
        case "Sum" | "SampleCount":
            return growth.total(never_negative=found is None or positive)
        case "Maximum":
            return growth.highest(never_negative=positive)
        case "Minimum":
            return growth.lowest(never_negative=positive)
        case other:
            level = is_level(other) or is_rank(other)
            return growth.mean(never_negative=positive) if level else growth.ANY

"""`cloudwatch_anomaly`: outside the band that CloudWatch learns from the past."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog import conditions
from setpoint.catalog.evaluation import OPERATORS, judged
from setpoint.catalog.metrics import build_metric, build_queries, free_id
from setpoint.catalog.model import AnomalyAlarm, MetricQuery

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.config.model import CloudWatchAnomaly


def build(
    section: CloudWatchAnomaly, identity: SignalIdentity, context: Context
) -> tuple[AnomalyAlarm, str]:
    """Return the alarm and its condition."""
    how = judged(section, context.config.defaults)
    queries = _queries(section, how.period)
    alarm = AnomalyAlarm(
        alarm_name=identity.alarm_name,
        description="",
        comparison_operator=OPERATORS[section.comparison],
        **how._asdict(),
        actions_enabled=identity.enabled,
        queries=queries,
        threshold_metric_id=free_id("band", {query.id for query in queries}),
        band=section.band,
    )
    condition = conditions.anomaly_alarm(alarm)
    return replace(alarm, description=identity.describe(condition)), condition


def _queries(section: CloudWatchAnomaly, period: int) -> tuple[MetricQuery, ...]:
    if section.metric is not None:
        metric = build_metric(section.metric)
        label = section.label or metric.label
        return (
            MetricQuery(id="value", metric=metric, period=period, label=label, return_data=True),
        )
    return build_queries(
        metrics=section.metrics,
        expressions=section.expressions,
        expression=section.expression or "",
        period=period,
        label=section.label,
    )

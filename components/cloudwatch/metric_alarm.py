"""Metric alarms: on one metric, on metric math, on an anomaly band."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pulumi_aws import cloudwatch

from components.identity import named
from setpoint.catalog.model import AnomalyAlarm, MathAlarm, Metric, MetricAlarm, MetricQuery

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pulumi

EvaluatedSignal: TypeAlias = MetricAlarm | MathAlarm | AnomalyAlarm

_PERCENTILE = re.compile(r"p\d+(\.\d+)?")
_STATISTICS = frozenset({"Average", "Sum", "Minimum", "Maximum", "SampleCount"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmActions:
    """ARNs that are told of each state; as a rule of OK the same as of ALARM.

    Attributes:
        insufficient_data: As a rule nobody: `treat_missing_data` decides about silence.
    """

    alarm: Sequence[pulumi.Input[str]] = ()
    ok: Sequence[pulumi.Input[str]] = ()
    insufficient_data: Sequence[pulumi.Input[str]] = ()


def told(arns: Sequence[pulumi.Input[str]]) -> Sequence[pulumi.Input[str]] | None:
    """Return a state's actions as an input of an alarm; nobody's is left out."""
    return list(arns) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmContext:
    """What the alarm is declared with besides its condition.

    Attributes:
        parent: What the alarm is shown under.
        region: None for the stack's own.
        dimensions: Added to the metric's own; values only known once something exists.
    """

    actions: AlarmActions
    tags: Mapping[str, str]
    parent: pulumi.Resource
    region: str | None = None
    dimensions: Mapping[str, pulumi.Input[str]] | None = None


def declare_metric_alarm(
    key: str, signal: EvaluatedSignal, context: AlarmContext
) -> cloudwatch.MetricAlarm:
    """Declare the alarm under the logical name `key`."""
    args = cloudwatch.MetricAlarmArgs(
        name=signal.alarm_name,
        alarm_description=signal.description,
        comparison_operator=signal.comparison_operator,
        evaluation_periods=signal.evaluation_periods,
        datapoints_to_alarm=signal.datapoints_to_alarm,
        treat_missing_data=signal.treat_missing_data,
        actions_enabled=signal.actions_enabled,
        region=context.region,
        tags=context.tags,
        alarm_actions=told(context.actions.alarm),
        ok_actions=told(context.actions.ok),
        insufficient_data_actions=told(context.actions.insufficient_data),
    )
    _set_condition(args, signal, context)
    return cloudwatch.MetricAlarm(key, args, opts=named(context.parent))


def _set_condition(
    args: cloudwatch.MetricAlarmArgs, signal: EvaluatedSignal, context: AlarmContext
) -> None:
    if isinstance(signal, AnomalyAlarm):
        queries = [*signal.queries, signal.band_query]
        args.metric_queries = _queries(queries, signal.period)
        args.threshold_metric_id = signal.threshold_metric_id
        return
    args.threshold = signal.threshold
    if isinstance(signal, MathAlarm):
        args.metric_queries = _queries(signal.queries, signal.period)
    elif signal.metric.account_id:  # only a query can name another account
        query = MetricQuery(id="m1", metric=signal.metric, return_data=True)
        args.metric_queries = _queries([query], signal.period)
    else:
        _set_metric(args, signal, context)


def _set_metric(
    args: cloudwatch.MetricAlarmArgs, signal: MetricAlarm, context: AlarmContext
) -> None:
    metric = signal.metric
    args.namespace = metric.namespace
    args.metric_name = metric.name
    args.dimensions = {**metric.dimensions, **(context.dimensions or {})} or None
    if metric.statistic in _STATISTICS:
        args.statistic = metric.statistic
    else:
        args.extended_statistic = metric.statistic
    args.unit = metric.unit
    args.period = signal.period
    args.evaluate_low_sample_count_percentiles = _low_samples(signal)


def _low_samples(signal: MetricAlarm) -> str | None:
    """Return what a percentile of too few samples is worth; only percentiles have that."""
    percentile = _PERCENTILE.fullmatch(signal.metric.statistic)
    return signal.evaluate_low_sample_count_percentiles or ("evaluate" if percentile else None)


def _queries(
    queries: Sequence[MetricQuery], period: int
) -> list[cloudwatch.MetricAlarmMetricQueryArgs]:
    return [
        cloudwatch.MetricAlarmMetricQueryArgs(
            id=query.id,
            expression=query.expression,
            metric=_query_metric(query.metric, query.period or period) if query.metric else None,
            period=query.period if query.expression else None,
            account_id=query.metric.account_id if query.metric else None,
            label=query.label,
            return_data=query.return_data or None,
        )
        for query in queries
    ]


def _query_metric(metric: Metric, period: int) -> cloudwatch.MetricAlarmMetricQueryMetricArgs:
    return cloudwatch.MetricAlarmMetricQueryMetricArgs(
        namespace=metric.namespace,
        metric_name=metric.name,
        dimensions=dict(metric.dimensions) or None,
        stat=metric.statistic,
        unit=metric.unit,
        period=period,
    )

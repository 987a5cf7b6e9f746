"""Metric alarms: on one metric, on metric math, on an anomaly band."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import pulumi_aws as aws

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

    def inputs(self) -> dict[str, list[pulumi.Input[str]] | None]:
        """Return the inputs of an alarm; an empty list is left out."""
        return {
            "alarm_actions": list(self.alarm) or None,
            "ok_actions": list(self.ok) or None,
            "insufficient_data_actions": list(self.insufficient_data) or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmPlace:
    """What the alarm is declared with besides its condition.

    Attributes:
        region: None for the stack's own.
        dimensions: Added to the metric's own; values only known once something exists.
    """

    actions: AlarmActions
    tags: Mapping[str, str]
    options: pulumi.ResourceOptions
    region: str | None = None
    dimensions: Mapping[str, pulumi.Input[str]] | None = None


def declare_metric_alarm(
    key: str, signal: EvaluatedSignal, place: AlarmPlace
) -> aws.cloudwatch.MetricAlarm:
    """Declare the alarm under the logical name `key`."""
    return aws.cloudwatch.MetricAlarm(
        key,
        name=signal.alarm_name,
        alarm_description=signal.description,
        comparison_operator=signal.comparison_operator,
        evaluation_periods=signal.evaluation_periods,
        datapoints_to_alarm=signal.datapoints_to_alarm,
        treat_missing_data=signal.treat_missing_data,
        actions_enabled=signal.actions_enabled,
        region=place.region,
        tags=place.tags,
        opts=place.options,
        **place.actions.inputs(),
        **_condition(signal, place),
    )


def _condition(signal: EvaluatedSignal, place: AlarmPlace) -> dict[str, Any]:
    if isinstance(signal, MathAlarm):
        return {
            "metric_queries": _queries(signal.queries, signal.period),
            "threshold": signal.threshold,
        }
    if isinstance(signal, AnomalyAlarm):
        return {
            "metric_queries": [*_queries(signal.queries, signal.period), _band(signal)],
            "threshold_metric_id": signal.threshold_metric_id,
        }
    if signal.metric.account_id:  # only a query can name another account
        query = MetricQuery(id="m1", metric=signal.metric, return_data=True)
        return {
            "metric_queries": _queries([query], signal.period),
            "threshold": signal.threshold,
        }
    return _single_metric(signal, place)


def _single_metric(signal: MetricAlarm, place: AlarmPlace) -> dict[str, Any]:
    metric = signal.metric
    standard = metric.statistic in _STATISTICS
    return {
        "namespace": metric.namespace,
        "metric_name": metric.name,
        "dimensions": {**metric.dimensions, **(place.dimensions or {})} or None,
        "statistic": metric.statistic if standard else None,
        "extended_statistic": None if standard else metric.statistic,
        "unit": metric.unit,
        "period": signal.period,
        "threshold": signal.threshold,
        "evaluate_low_sample_count_percentiles": _low_samples(signal),
    }


def _low_samples(signal: MetricAlarm) -> str | None:
    """Return what a percentile of too few samples is worth; only percentiles have that."""
    percentile = _PERCENTILE.fullmatch(signal.metric.statistic)
    return signal.evaluate_low_sample_count_percentiles or ("evaluate" if percentile else None)


def _band(signal: AnomalyAlarm) -> aws.cloudwatch.MetricAlarmMetricQueryArgs:
    """Return the query of the band round the line that is watched."""
    watched = next(query.id for query in signal.queries if query.return_data)
    return aws.cloudwatch.MetricAlarmMetricQueryArgs(
        id=signal.threshold_metric_id,
        expression=f"ANOMALY_DETECTION_BAND({watched}, {signal.band:g})",
        label="Expected",
        return_data=True,
    )


def _queries(
    queries: Sequence[MetricQuery], period: int
) -> list[aws.cloudwatch.MetricAlarmMetricQueryArgs]:
    return [
        aws.cloudwatch.MetricAlarmMetricQueryArgs(
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


def _query_metric(metric: Metric, period: int) -> aws.cloudwatch.MetricAlarmMetricQueryMetricArgs:
    return aws.cloudwatch.MetricAlarmMetricQueryMetricArgs(
        namespace=metric.namespace,
        metric_name=metric.name,
        dimensions=dict(metric.dimensions) or None,
        stat=metric.statistic,
        unit=metric.unit,
        period=period,
    )

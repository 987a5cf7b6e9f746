"""What an alert watches on AWS, in CloudWatch's and Route 53's own terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model.prometheus import PrometheusRule
    from setpoint.catalog.model.sentry import SentrySignal

ComparisonOperator: TypeAlias = Literal[
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "GreaterThanUpperThreshold",
]
TreatMissingData: TypeAlias = Literal["missing", "ignore", "breaching", "notBreaching"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A CloudWatch metric with the statistic to read from it.

    Attributes:
        statistic: `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`, or an extended
            one such as `p95`, `tm99`, `IQM`.
        unit: Unit sent to CloudWatch as a filter, or None for any.
    """

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    statistic: str
    unit: str | None = None
    label: str | None = None
    account_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricQuery:
    """One line of a metric math alarm or a graph: a metric or an expression, never both.

    Attributes:
        region: On a dashboard, the metric's region where it isn't the stack's.
    """

    id: str
    metric: Metric | None = None
    expression: str | None = None
    period: int | None = None
    label: str | None = None
    return_data: bool = False
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evaluation:
    """How CloudWatch judges datapoints.

    Attributes:
        period: Seconds.
        evaluation_periods: N, the number of periods looked at.
        datapoints_to_alarm: M, how many of them must breach.
        evaluate_low_sample_count_percentiles: `evaluate`, `ignore` or None (not a percentile).
    """

    alarm_name: str
    description: str
    comparison_operator: ComparisonOperator
    period: int
    evaluation_periods: int
    datapoints_to_alarm: int
    treat_missing_data: TreatMissingData
    actions_enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricAlarm(_Evaluation):
    """An alarm on one metric against a fixed threshold.

    Attributes:
        threshold: In the metric's unit.
        threshold_unit: CloudWatch's name of that unit, to show it; None for a plain number.
    """

    metric: Metric
    threshold: float
    threshold_unit: str | None = None
    evaluate_low_sample_count_percentiles: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MathAlarm(_Evaluation):
    """An alarm on a metric math expression; exactly one query returns data."""

    queries: tuple[MetricQuery, ...]
    threshold: float
    threshold_unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomalyAlarm(_Evaluation):
    """An alarm on CloudWatch's anomaly detection band.

    Attributes:
        queries: The watched metric or expression; the band is added by `threshold_metric_id`.
        band: Width in standard deviations.
    """

    queries: tuple[MetricQuery, ...]
    threshold_metric_id: str
    band: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMetric:
    """A metric filter on a log group and the alarm on the metric it publishes.

    Attributes:
        default_value: Published where nothing matches; None publishes nothing.
    """

    filter_name: str
    log_group: str
    pattern: str
    metric_namespace: str
    metric_name: str
    metric_value: str
    default_value: float | None
    dimensions: Mapping[str, str]
    unit: str
    alarm: MetricAlarm


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeAlarm:
    """An alarm on the states of other alarms.

    Attributes:
        children: Alarms that exist for this one alone, none with actions of its own.
        alarm_rule: CloudWatch's rule text over alarm names.
        depends_on: Alert ids whose alarms the rule or the suppressor names.
        suppressor: Alarm name, with both periods in seconds.
    """

    alarm_name: str
    description: str
    alarm_rule: str
    children: Mapping[str, Signal]
    depends_on: tuple[str, ...]
    suppressor: str | None = None
    suppressor_wait_period: int | None = None
    suppressor_extension_period: int | None = None
    actions_enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheck:
    """A Route 53 health check and the alarm on its status.

    Attributes:
        request_interval: 10 or 30 seconds.
        failure_threshold: Consecutive failures, 1 to 10.
        regions: Checker regions, empty for AWS's own choice.
        availability: Percentage of the alarm's period in which it must be healthy, None
            if a single unhealthy minute counts.
        alarm: On `AWS/Route53 HealthCheckStatus`; its HealthCheckId dimension is only
            known once the check exists, so the component adds it.
    """

    name: str
    type: Literal["HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"]
    fqdn: str
    port: int
    resource_path: str
    search_string: str | None
    request_interval: int
    failure_threshold: int
    measure_latency: bool
    enable_sni: bool
    inverted: bool
    regions: tuple[str, ...]
    availability: float | None
    alarm: MetricAlarm


Signal: TypeAlias = (
    "MetricAlarm | MathAlarm | AnomalyAlarm | LogMetric | CompositeAlarm | HealthCheck"
    " | SentrySignal | PrometheusRule"
)

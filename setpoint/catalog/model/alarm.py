"""Alarms on data, in CloudWatch's own terms, and what every signal answers of those it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

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


Vendor: TypeAlias = Literal["CloudWatch", "Sentry", "Prometheus"]


class Watching:
    """A signal of an alert.

    Attributes:
        vendor: Who judges it.
    """

    __slots__ = ()
    vendor: ClassVar[Vendor]

    @property
    def data_alarm(self) -> Judging | None:
        """CloudWatch's alarm on data that decides about it, None without a single one."""
        return None

    @property
    def judging(self) -> tuple[Judging, ...]:
        """CloudWatch's alarms on data that belong to it, a composite's children's among them."""
        return (self.data_alarm,) if self.data_alarm else ()

    @property
    def drawn(self) -> tuple[Judging, ...]:
        """Those of its alarms whose metrics a graph can show."""
        return self.judging

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics that CloudWatch reads for it."""
        return tuple(metric for alarm in self.judging for metric in alarm.read)

    @property
    def log_groups(self) -> tuple[str, ...]:
        """The log groups whose lines it counts."""
        return ()

    @property
    def needs(self) -> tuple[str, ...]:
        """Ids of the alerts that it stands on."""
        return ()

    @property
    def alarm_names(self) -> tuple[str, ...]:
        """The names of its alarms in CloudWatch, its own first."""
        return tuple(alarm.alarm_name for alarm in self.judging)

    def unique_names(self, service: str) -> tuple[str, ...]:
        """Return what no other signal may be called like, as its vendor knows it."""
        del service
        return self.alarm_names


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evaluation(Watching):
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
    vendor = "CloudWatch"


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

    @property
    def data_alarm(self) -> MetricAlarm:
        """Itself."""
        return self

    @property
    def read(self) -> tuple[Metric]:
        """The metrics that it reads."""
        return (self.metric,)

    @property
    def shown(self) -> None:
        """The query that is watched; there is none."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnQueries(_Evaluation):
    """An alarm on the value of one of several queries.

    Attributes:
        queries: Exactly one returns data.
    """

    queries: tuple[MetricQuery, ...]

    @property
    def read(self) -> tuple[Metric, ...]:
        """The metrics that it reads."""
        return tuple(query.metric for query in self.queries if query.metric)

    @property
    def shown(self) -> MetricQuery | None:
        """The query that is watched."""
        return next((query for query in self.queries if query.return_data), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MathAlarm(_OnQueries):
    """An alarm on a metric math expression."""

    threshold: float
    threshold_unit: str | None = None

    @property
    def data_alarm(self) -> MathAlarm:
        """Itself."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomalyAlarm(_OnQueries):
    """An alarm on CloudWatch's anomaly detection band.

    Attributes:
        threshold_metric_id: The band, which is added to the queries.
        band: Width in standard deviations.
    """

    threshold_metric_id: str
    band: float

    @property
    def band_query(self) -> MetricQuery:
        """The query of the band round what is watched."""
        watched = self.shown.id if self.shown else ""
        return MetricQuery(
            id=self.threshold_metric_id,
            expression=f"ANOMALY_DETECTION_BAND({watched}, {self.band:g})",
            label="Expected",
            return_data=True,
        )

    @property
    def data_alarm(self) -> AnomalyAlarm:
        """Itself."""
        return self


Judging: TypeAlias = MetricAlarm | MathAlarm | AnomalyAlarm

"""What may be sent to create or change a monitor (a detector) of one of the three types.

Ranges and choices are those of the published API description and of a client in production use;
whether ids exist is checked by the routes.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, model_validator

from providers.sentry_alerting import limits
from sandbox.sentry.account import Row, now
from sandbox.sentry.cron_bodies import CronSource
from sandbox.sentry.strict import Body, one_of

Header = Annotated[list[str], Field(min_length=2, max_length=2)]
LogicType = Literal["any", "any-short", "all", "none"]
Dataset = Literal[
    "discover",
    "events",
    "events_analytics_platform",
    "functions",
    "generic_metrics",
    "metrics",
    "outcomes",
    "outcomes_raw",
    "profiles",
    "replays",
    "search_issues",
    "sessions",
    "spans",
    "transactions",
]
EventType = Literal[
    "default", "error", "transaction", "trace_item_span", "trace_item_log", "trace_item_metric"
]
ExtrapolationMode = Literal["unknown", "none", "client_and_server_weighted", "server_weighted"]

DAY = 86_400


class AnomalyComparison(Body):
    """How far from the learned band is too far."""

    seasonality: Literal["auto"]
    sensitivity: Literal["low", "medium", "high"]
    threshold_type: Literal[0, 1, 2]


class ThresholdCondition(Body):
    """A number to compare with, and the priority it gives: 75, 50, or 0 for resolved."""

    id: str | int | None = None
    type: Literal["gt", "gte", "lt", "lte", "eq", "ne"]
    comparison: Annotated[int | float, Field(allow_inf_nan=False)]
    condition_result: Literal[75, 50, 25, 0]


class AnomalyCondition(Body):
    """The condition of a dynamic monitor."""

    id: str | int | None = None
    type: Literal["anomaly_detection"]
    comparison: AnomalyComparison
    condition_result: Literal[75, 50, 25, 0]


class ConditionGroup(Body):
    """When a metric monitor opens and resolves an issue."""

    id: str | int | None = None
    logic_type: LogicType
    conditions: Annotated[
        list[Annotated[ThresholdCondition | AnomalyCondition, Field(discriminator="type")]],
        Field(min_length=1),
    ]
    actions: Annotated[list[JsonValue], Field(max_length=0)] = Field(default_factory=list)


class MetricSource(Body):
    """The query of a metric monitor; `time_window` in seconds."""

    aggregate: Annotated[str, Field(min_length=1)]
    dataset: Dataset
    environment: str | None = None
    event_types: list[EventType] | None = None
    extrapolation_mode: ExtrapolationMode | None = None
    query: str | None = ""
    query_type: Literal[0, 1, 2] | None = None
    time_window: Annotated[int, Field(ge=0, le=DAY, multiple_of=60)] | None = None


class MetricConfig(Body):
    """How a metric monitor decides; `comparison_delta` (seconds back) belongs to percent only."""

    detection_type: Literal["static", "percent", "dynamic"]
    comparison_delta: Annotated[int, one_of(limits.DELTAS)] | None = None

    @model_validator(mode="after")
    def _delta_belongs_to_percent(self) -> MetricConfig:
        if self.detection_type == "percent" and self.comparison_delta is None:
            raise ValueError("comparisonDelta is required for detectionType percent.")
        if self.detection_type != "percent" and self.comparison_delta is not None:
            raise ValueError("comparisonDelta is for detectionType percent only.")
        return self


class UptimeSource(Body):
    """The request of an uptime monitor; `interval_seconds` in seconds, `timeout_ms` in ms."""

    url: Annotated[str, Field(max_length=255, pattern=r"^https?://[^\s/]+")]
    method: Literal["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"] = "GET"
    body: str | None = None
    headers: list[Annotated[list[str], Field(min_length=2, max_length=2)]] = Field(
        default_factory=list
    )
    interval_seconds: Annotated[int, one_of(limits.REQUEST_INTERVALS)]
    timeout_ms: Annotated[int, Field(ge=1000, le=60_000)]
    trace_sampling: bool = False
    assertion: dict[str, JsonValue] | None = None

    @model_validator(mode="after")
    def _small_enough(self) -> UptimeSource:
        headers = [(name, value) for name, value in self.headers]
        size = limits.request_size(self.method, self.url, headers, self.body)
        if size > limits.LARGEST_REQUEST:
            raise ValueError(f"Request is too large, max size is {limits.LARGEST_REQUEST} bytes")
        return self


class UptimeConfig(Body):
    """How often in a row a check must fail or succeed; mode 1 is a monitor made by hand."""

    mode: Literal[1, 2, 3] = 1
    environment: Annotated[str, Field(max_length=limits.LONGEST_ENVIRONMENT)] | None = None
    downtime_threshold: Annotated[int, Field(ge=1)] = 3
    recovery_threshold: Annotated[int, Field(ge=1)] = 1


class _Detector(Body):
    name: Annotated[str, Field(min_length=1, max_length=200)]
    project_id: str | int | None = None
    description: str | None = None
    enabled: bool | None = True
    owner: str | None = None
    workflow_ids: list[str | int] = Field(default_factory=list)


class MetricDetector(_Detector):
    """A monitor of a number."""

    type: Literal["metric_issue"]
    data_sources: Annotated[list[MetricSource], Field(min_length=1, max_length=1)]
    config: MetricConfig
    condition_group: ConditionGroup

    @model_validator(mode="after")
    def _conditions_fit_the_detection(self) -> MetricDetector:
        dynamic = self.config.detection_type == "dynamic"
        kinds = [condition.type for condition in self.condition_group.conditions]
        if dynamic and kinds != ["anomaly_detection"]:
            raise ValueError("A dynamic monitor has exactly one condition, anomaly_detection.")
        if not dynamic and "anomaly_detection" in kinds:
            raise ValueError("anomaly_detection needs detectionType dynamic.")
        return self


class UptimeDetector(_Detector):
    """A monitor of an address; its conditions are fixed."""

    type: Literal["uptime_domain_failure"]
    data_sources: Annotated[list[UptimeSource], Field(min_length=1, max_length=1)]
    config: UptimeConfig = UptimeConfig()
    condition_group: None = None


class CronDetector(_Detector):
    """A monitor of a job's check-ins."""

    type: Literal["monitor_check_in_failure"]
    data_sources: Annotated[list[CronSource], Field(min_length=1, max_length=1)]
    config: Annotated[dict[str, Any], Field(max_length=0)] = Field(default_factory=dict)
    condition_group: None = None


DETECTORS: dict[str, type[_Detector]] = {
    "metric_issue": MetricDetector,
    "uptime_domain_failure": UptimeDetector,
    "monitor_check_in_failure": CronDetector,
}


class BulkChange(Body):
    """The change of many monitors or alerts at once."""

    enabled: bool

    def apply(self, row: Row) -> None:
        """Make the change to one of them."""
        row.update(enabled=self.enabled, dateUpdated=now())
        if "_sent" in row:
            row["_sent"]["enabled"] = self.enabled

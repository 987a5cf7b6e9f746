"""`sentry_metric`: a number that Sentry computes over events, against thresholds."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from setpoint.config.model.signal.sentry import SentryMonitorSignal
from setpoint.config.model.types import Items, Line, Threshold
from setpoint.config.model.types.choice import duration_choice
from setpoint.config.model.types.number import Resolution

_validate_window, _window_schema = duration_choice("Sentry", (1, 5, 10, 15, 30, 60, 120, 240, 1440))
_validate_delta, _delta_schema = duration_choice("Sentry", (5, 15, 60, 1440, 10_080, 43_200))
TimeWindow: TypeAlias = Annotated[int, _validate_window, _window_schema]
ComparisonDelta: TypeAlias = Annotated[int, _validate_delta, _delta_schema]


class SentryMetric(SentryMonitorSignal):
    """A metric monitor and the notifications that follow from it."""

    dataset: Literal[
        "events",
        "transactions",
        "generic_metrics",
        "metrics",
        "events_analytics_platform",
        "sessions",
        "spans",
        "discover",
        "functions",
        "outcomes",
        "outcomes_raw",
        "profiles",
        "replays",
        "search_issues",
    ] = "events"
    """What is counted: errors (events), sessions (metrics), or spans, logs and metrics of the
    application's own (events_analytics_platform; its transactions are is_transaction:true)."""
    aggregate: Line
    """Such as count(), count_unique(user), p95(span.duration), failure_rate()."""
    query: str = ""
    """Sentry's search query over the events."""
    query_type: Literal["error", "performance", "crash_rate"] | None = None
    """Sentry's kind of query; it follows the dataset if absent."""
    event_types: Items[
        Literal[
            "default",
            "error",
            "transaction",
            "trace_item_span",
            "trace_item_log",
            "trace_item_metric",
        ]
    ] = ()
    """Kinds of events; those that suit the dataset if absent."""
    time_window: TimeWindow
    """Over how long the aggregate is computed."""
    environment: Line | None = None
    """Sentry's environment; all of them if absent."""
    extrapolation_mode: (
        Literal["unknown", "none", "client_and_server_weighted", "server_weighted"] | None
    ) = None
    """How sampled data is scaled up; Sentry's choice if absent."""
    detection: Literal["static", "percent", "dynamic"] = "static"
    """Fixed thresholds, change against the past in percent, or anomalies."""
    comparison: Literal[">", ">=", "<", "<=", "==", "!=", "above", "below", "outside"]
    """How to compare: an operator with thresholds; above, below or outside for dynamic."""
    threshold: Threshold | None = None
    """The critical threshold."""
    warning: Threshold | None = None
    """A second, earlier threshold; without a critical one, the only one."""
    resolve: Resolution | None = None
    """Where it is over, or never; where it begins if absent."""
    comparison_delta: ComparisonDelta | None = None
    """For percent: how far back to compare with."""
    sensitivity: Literal["low", "medium", "high"] | None = None
    """For dynamic: how easily it goes off; medium if absent."""

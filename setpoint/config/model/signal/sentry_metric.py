"""`sentry_metric`: a number that Sentry computes over events, against thresholds."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from providers.sentry_alerting import limits
from setpoint.config.model.signal.sentry import SentryMonitorSignal
from setpoint.config.model.types import Items, Line, Threshold
from setpoint.config.model.types.choice import duration_choice

_validate_window, _window_schema = duration_choice("Sentry", limits.TIME_WINDOWS)
_validate_delta, _delta_schema = duration_choice("Sentry", limits.DELTAS)
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
    ] = "events"
    """What is counted: errors (events), sessions (metrics), or spans, logs and metrics of the
    application's own (events_analytics_platform; its transactions are is_transaction:true). Sentry
    makes no new monitors on transactions and generic_metrics."""
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
    """Kinds of events; those that suit the dataset if absent. Of spans, logs and metrics one."""
    time_window: TimeWindow
    """Over how long the aggregate is computed. Sessions: 30m, 1h, 2h, 4h, 12h or 1d; spans: 5m and
    more, but 12h; dynamic: 5m, 15m, 30m or 1h; others: all but 12h."""
    environment: Line | None = None
    """Sentry's environment; all of them if absent."""
    extrapolation_mode: Literal["unknown", "none", "client_and_server_weighted"] | None = None
    """How sampled data is scaled up; Sentry's choice if absent."""
    detection: Literal["static", "percent", "dynamic"] = "static"
    """Fixed thresholds, change against the past in percent, or anomalies."""
    comparison: Literal[">", ">=", "<", "<=", "above", "below", "outside"]
    """How to compare: an operator with thresholds; above, below or outside for dynamic."""
    threshold: Threshold | None = None
    """The critical threshold."""
    warning: Threshold | None = None
    """A second, earlier threshold; without a critical one, the only one."""
    resolve: Threshold | None = None
    """Where it is over; where it begins if absent."""
    comparison_delta: ComparisonDelta | None = None
    """For percent: how far back to compare with. Sentry doesn't compare rates of crashes."""
    sensitivity: Literal["low", "medium", "high"] | None = None
    """For dynamic: how easily it goes off; medium if absent."""

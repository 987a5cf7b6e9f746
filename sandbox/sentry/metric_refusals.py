"""What Sentry's validator refuses of a metric monitor beyond the description of its API.

Order and words are those of src/sentry/snuba/snuba_query_validator.py and
src/sentry/incidents/metric_issue_detector.py; the limits are the provider's table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from providers.sentry_alerting import aggregates, limits
from sandbox.sentry.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sandbox.sentry.account import Row
    from sandbox.sentry.detector_bodies import ConditionGroup, MetricDetector, MetricSource

_INSTEAD = (
    "as we migrate to the span dataset. Create span-based alerts (dataset:"
    " events_analytics_platform) with the is_transaction:true filter instead."
)
_RESOLVED = 0
_RESULTS = (75, 50, _RESOLVED)
_MOST_CONDITIONS = 3
_QUERY_TYPES = ("error", "performance", "crash_rate")
_AGGREGATES: Final = {
    "internal": "upsampled_count() is not allowed as user input. Use count() instead - it will be"
    " automatically converted to upsampled_count() when appropriate.",
    "crash_rate": "Only crash free percentage queries are supported for crash rate alerts",
    "metric": "Invalid trace metrics aggregate: {aggregate}",
    "column": "Invalid Metric: We do not currently support this field.",
    "form": "Invalid Metric: {aggregate} is not a valid function",
    "unknown": "Invalid Metric: {aggregate} is not a valid function",
    "count": "Invalid Metric: {aggregate}: expected {least} to {most} argument(s)",
    "kind": "Invalid Metric: {aggregate}: argument invalid: {value} is not {wanted}",
}
_METRICS: Final = "trace_item_metric"
_UNSEEN: Final = ("count", "kind")  # arguments of spans and logs are looked at when it is too late


def refuse(body: MetricDetector, before: Row | None) -> None:
    """Refuse what Sentry would; `before` is the query that the monitor had, if it exists.

    Raises:
        ApiError: 400 with the first thing that Sentry would say.
    """
    source = body.data_sources[0]
    for place, sentence in _query_faults(source):
        raise invalid(dataSources=f"[0]{place}: {sentence}")
    for place, sentence in _condition_faults(body.condition_group):
        raise invalid(conditionGroup=f"conditions{place}: {sentence}")
    for sentence in _creation_faults(source) if before is None else _update_faults(source, before):
        raise invalid(non_field_errors=sentence)


def _query_faults(source: MetricSource) -> Iterator[tuple[str, str]]:
    for term in (source.query or "").split():
        if term in limits.UNSUPPORTED_QUERIES:
            sentence = f"Unsupported Query: We do not currently support the {term} query"
            yield ".query", sentence
    dataset = limits.DATASETS.get(source.dataset)
    if dataset is None:
        yield ".dataset", f"Invalid dataset, valid values are {sorted(limits.DATASETS)}"
        return
    kinds = source.event_types or dataset.usual
    yield from _aggregate_faults(source, kinds)
    if source.query_type not in (None, _QUERY_TYPES.index(dataset.query_type)):
        fitting = _datasets_of(_QUERY_TYPES[source.query_type])
        yield "", f"Invalid dataset for this query type. Valid datasets are {fitting}"
    if source.dataset != limits.CRASH_RATES and set(kinds) - set(dataset.event_types):
        allowed = sorted(dataset.event_types)
        yield "", f"Invalid event types for this dataset. Valid event types are {allowed}"
    if not dataset.several and len(kinds) > 1:
        allowed = sorted(dataset.event_types)
        yield "", f"Multiple event types not allowed. Valid event types are {allowed}"
    yield from _window_faults(source)


def _aggregate_faults(source: MetricSource, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
    fault = aggregates.fault(source.aggregate, source.dataset, kinds)
    if fault is None or not fault.refused:
        return
    measured = _METRICS in kinds
    if source.dataset == limits.SPANS and not measured and fault.why in _UNSEEN:
        return
    why = "metric" if measured and fault.why != "internal" else fault.why
    yield ".aggregate", _AGGREGATES[why].format(aggregate=source.aggregate, **fault._asdict())


def _datasets_of(query_type: str) -> list[str]:
    return sorted(name for name, one in limits.DATASETS.items() if one.query_type == query_type)


def _window_faults(source: MetricSource) -> Iterator[tuple[str, str]]:
    """Of windows Sentry refuses those of crash rates and those of spans that are too short."""
    windows = limits.DATASETS[source.dataset].time_windows
    if source.time_window is None:
        return
    if source.dataset == limits.CRASH_RATES and source.time_window not in windows:
        allowed = "30min, 1h, 2h, 4h, 12h and 24h"
        yield "", f"Invalid Time Window: Allowed time windows for crash rate alerts are: {allowed}"
    if source.dataset == limits.SPANS and source.time_window < min(windows):
        sentence = "Time window for this alert type must be at least 5 minutes."
        yield "", f"Invalid Time Window: {sentence}"


def _condition_faults(group: ConditionGroup) -> Iterator[tuple[str, str]]:
    for number, condition in enumerate(group.conditions):
        if condition.type not in (*limits.COMPARISONS, "anomaly_detection"):
            yield f"[{number}].type", f"Unsupported type {condition.type}"
        if condition.condition_result not in _RESULTS:
            yield f"[{number}].conditionResult", "Unsupported condition result"
    learned = any(one.type == "anomaly_detection" for one in group.conditions)
    if not learned and all(one.condition_result != _RESOLVED for one in group.conditions):
        yield "", "Resolution condition required for metric issue detector."
    if len(group.conditions) > _MOST_CONDITIONS:
        yield "", "Too many conditions"


def _creation_faults(source: MetricSource) -> Iterator[str]:
    if source.dataset in limits.RETIRED:
        yield f"Creation of transaction-based alerts is disabled, {_INSTEAD}"
    if source.extrapolation_mode not in (None, *limits.OF_NEW_MONITORS):
        mode = source.extrapolation_mode
        yield f"{mode} extrapolation mode is not supported for new detectors."


def _update_faults(source: MetricSource, before: Row) -> Iterator[str]:
    """What a monitor made before may keep, but not take up or change."""
    asked = {
        "dataset": source.dataset,
        "query": source.query or "",
        "aggregate": source.aggregate,
        "timeWindow": source.time_window or before["timeWindow"],
        "eventTypes": sorted(source.event_types or before["eventTypes"], reverse=True),
    }
    if source.dataset in limits.RETIRED and any(
        before[key] != value for key, value in asked.items()
    ):
        yield f"Updates to transaction-based alerts is disabled, {_INSTEAD}"
    modes = (None, *limits.OF_NEW_MONITORS, before["extrapolationMode"])
    if source.extrapolation_mode not in modes:
        yield "Invalid extrapolation mode for this detector type."

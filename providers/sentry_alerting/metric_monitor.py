"""MetricMonitor: a number computed from events, compared with thresholds or with its own past.

Choices and codes: Sentry's public API description of detectors, and the forms that a client in
production use sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.plugin import UNKNOWN
from providers.sentry_alerting import limits
from providers.sentry_alerting.declare import Declaration, Many, Number, Property, Text, Whole
from providers.sentry_alerting.monitor import Monitor, monitor_inputs
from providers.sentry_alerting.wire import Codes, given, without_nulls

if TYPE_CHECKING:
    from providers.plugin import Props
    from providers.sentry_alerting.checking import Checker

HIGH, MEDIUM, RESOLVED = 75, 50, 0
QUERY_TYPES = Codes({"error": 0, "performance": 1, "crash_rate": 2})
THRESHOLD_TYPES = Codes({"above": 0, "below": 1, "above_and_below": 2})
OPPOSITE = {"gt": "lte", "gte": "lt", "lt": "gte", "lte": "gt", "eq": "ne", "ne": "eq"}
DATASETS = (
    *("events", "events_analytics_platform", "metrics", "transactions", "generic_metrics"),
    *("sessions", "spans", "discover", "functions", "outcomes", "outcomes_raw", "profiles"),
    *("replays", "search_issues"),
)
EVENT_TYPES = (
    *("default", "error", "transaction", "trace_item_span", "trace_item_log"),
    "trace_item_metric",
)
_ABOVE = ("gt", "gte")
_THRESHOLDS = ("critical", "warning", "resolve")

_EXAMPLE = """\
MetricMonitor(
    "checkout-errors",
    organization="acme",
    project="shop-api",
    name="Errors on checkout",
    owner="team:4101",
    dataset="events",
    aggregate="count()",
    query="is:unresolved transaction:checkout",
    time_window=3600,
    environment="production",
    critical=100,
    warning=50,
    resolve=50,
)
"""

DECLARATION = Declaration(
    name="MetricMonitor",
    doc="A monitor of a number that Sentry computes from events, spans, logs or sessions.",
    inputs=monitor_inputs(
        "MetricMonitor",
        Property(
            "aggregate",
            Text(),
            "The number, such as `count()` or `p95(span.duration)`.",
            required=True,
        ),
        Property("dataset", Text(DATASETS), "What it is computed from.", default="events"),
        Property(
            "query",
            Text(may_be_empty=True),
            "Which events count, as in Sentry's search.",
            default="",
        ),
        Property(
            "queryType",
            Text(QUERY_TYPES.names),
            "The kind of query; Sentry follows the dataset and never answers it.",
            unanswered=True,
        ),
        Property(
            "eventTypes",
            Many(Text(EVENT_TYPES), at_least=1),
            "The types of events that count; the dataset's usual ones if left out.",
        ),
        Property(
            "timeWindow",
            Whole(choices=limits.TIME_WINDOWS),
            "Seconds over which is computed.",
            required=True,
        ),
        Property("environment", Text(), "The environment; all if left out."),
        Property(
            "extrapolationMode",
            Text(("unknown", "none", "client_and_server_weighted", "server_weighted")),
            "How sampled data is scaled up.",
            server_fills=True,
        ),
        Property(
            "detectionType",
            Text(("static", "percent", "dynamic")),
            "Compared with fixed numbers, in percent of what was then, or with a learned band.",
            default="static",
        ),
        Property(
            "comparisonDelta",
            Whole(choices=limits.DELTAS),
            "Seconds back to what 100 percent are. For percent, required there.",
        ),
        Property(
            "comparison",
            Text(tuple(OPPOSITE)),
            "When `critical` and `warning` are crossed: the number is greater (gt, gte), less "
            "(lt, lte), equal or not (eq, ne). `gt` if left out. For static and percent.",
        ),
        Property(
            "critical",
            Number(),
            "The number of high priority; in percent, 150 is half as much again as then.",
        ),
        Property("warning", Number(), "The number of medium priority."),
        Property(
            "resolve",
            Number(),
            "The number at which the issue is resolved, compared the opposite way; the issue "
            "stays open if left out.",
        ),
        Property(
            "sensitivity",
            Text(("low", "medium", "high")),
            "How small a departure from the learned band counts. For dynamic; `medium` if left "
            "out.",
        ),
        Property(
            "thresholdType",
            Text(THRESHOLD_TYPES.names),
            "On which side of the band. For dynamic; `above_and_below` if left out.",
        ),
        Property(
            "logicType",
            Text(("any", "all", "none")),
            "How many of the thresholds must be crossed.",
            default="any",
        ),
    ),
    outputs=(),
    example=_EXAMPLE,
    import_id="the monitor's number, ORGANIZATION/NUMBER, or the address of its page",
)


class MetricMonitor(Monitor):
    """A detector of type metric_issue."""

    declaration = DECLARATION
    detector_type = "metric_issue"

    def complete(self, inputs: Props) -> None:
        """Fill in what depends on dataset and detection type."""
        dataset, detection = inputs["dataset"], inputs["detectionType"]
        if "eventTypes" not in inputs and dataset in limits.DATASETS:
            inputs["eventTypes"] = list(limits.DATASETS[dataset].usual)
        if detection == "dynamic":
            inputs.setdefault("sensitivity", "medium")
            inputs.setdefault("thresholdType", "above_and_below")
        elif detection is not UNKNOWN:
            inputs.setdefault("comparison", "gt")

    def judge(self, inputs: Props, checker: Checker) -> None:
        """Thresholds fit the detection type and each other."""
        detection = inputs["detectionType"]
        if "eventTypes" not in inputs and inputs["dataset"] is not UNKNOWN:
            checker.blame(("eventTypes",), f"is required for the dataset {inputs['dataset']}")
        _judge_query(inputs, checker)
        if detection is UNKNOWN:
            return
        dynamic = detection == "dynamic"
        foreign = (*_THRESHOLDS, "comparison") if dynamic else ("sensitivity", "thresholdType")
        for name in foreign:
            if name in inputs:
                checker.blame((name,), f"doesn't belong to detectionType {detection}")
        if detection == "percent" and "comparisonDelta" not in inputs:
            checker.blame(("comparisonDelta",), "is required with detectionType percent")
        if detection != "percent" and "comparisonDelta" in inputs:
            checker.blame(("comparisonDelta",), "is for detectionType percent only")
        if not dynamic:
            _judge_thresholds(inputs, checker)

    def encode_particulars(self, inputs: Props) -> Props:
        """Query, detection and thresholds."""
        source = {
            "aggregate": inputs["aggregate"],
            "dataset": inputs["dataset"],
            "environment": inputs.get("environment"),
            "eventTypes": inputs["eventTypes"],
            "extrapolationMode": inputs.get("extrapolationMode"),
            "query": inputs["query"],
            "timeWindow": inputs["timeWindow"],
        }
        if "queryType" in inputs:
            source["queryType"] = QUERY_TYPES.number(inputs["queryType"])
        config = given(inputs, "comparisonDelta", "detectionType")
        group = {"logicType": inputs["logicType"], "conditions": encode_conditions(inputs)}
        return {"dataSources": [source], "config": config, "conditionGroup": group}

    def decode_particulars(self, body: Props, source: Props) -> Props:
        """Query, detection and thresholds."""
        query = source.get("snubaQuery") or {}
        names = ("aggregate", "dataset", "eventTypes", "extrapolationMode", "timeWindow")
        config = body.get("config") or {}
        group = body.get("conditionGroup") or {}
        number = query.get("queryType")
        logic = group.get("logicType")
        return {
            **given(query, *names),
            "query": query.get("query") or "",
            "environment": query.get("environment") or None,
            "queryType": None if number is None else QUERY_TYPES.name(number),
            **given(config, "detectionType", "comparisonDelta"),
            # Sentry answers the same logic under the name of its faster evaluation.
            "logicType": "any" if logic == "any-short" else logic,
            **decode_conditions(group.get("conditions") or []),
        }


def encode_conditions(inputs: Props) -> list[Props]:
    """The conditions: what raises the priority first, what resolves last."""
    if inputs["detectionType"] == "dynamic":
        comparison = {
            "seasonality": "auto",
            "sensitivity": inputs["sensitivity"],
            "thresholdType": THRESHOLD_TYPES.number(inputs["thresholdType"]),
        }
        return [_condition("anomaly_detection", comparison, HIGH)]
    crossed = inputs["comparison"]
    conditions = (
        ("critical", crossed, HIGH),
        ("warning", crossed, MEDIUM),
        ("resolve", OPPOSITE[crossed], RESOLVED),
    )
    return [
        _condition(kind, inputs[name], result)
        for name, kind, result in conditions
        if inputs.get(name) is not None
    ]


def _condition(kind: str, comparison: Any, result: int) -> Props:
    return {"type": kind, "comparison": comparison, "conditionResult": result}


def decode_conditions(conditions: list[Props]) -> Props:
    """Thresholds or sensitivity; conditions that no inputs stand for show as another comparison."""
    bare = [given(one, "type", "comparison", "conditionResult") for one in conditions]
    if any(one.get("type") == "anomaly_detection" for one in bare):
        comparison = bare[0].get("comparison") or {}
        return without_nulls(
            {
                "sensitivity": comparison.get("sensitivity"),
                "thresholdType": THRESHOLD_TYPES.name(comparison.get("thresholdType")),
            }
        )
    found = _decode_thresholds(bare)
    again = encode_conditions({"detectionType": "static", **found})
    same = sorted(map(str, again)) == sorted(map(str, map(_in_order, bare)))
    return found if same else {**found, "comparison": "other"}


def _in_order(condition: Props) -> Props:
    return _condition(
        condition.get("type", ""), condition.get("comparison"), condition.get("conditionResult", -1)
    )


def _decode_thresholds(conditions: list[Props]) -> Props:
    names = {HIGH: "critical", MEDIUM: "warning", RESOLVED: "resolve"}
    found: Props = {}
    crossed = "gt"
    for one in conditions:
        name = names.get(one.get("conditionResult", -1))
        if name:
            found[name] = one.get("comparison")
        if name in {"critical", "warning"} and one.get("type") in OPPOSITE:
            crossed = one["type"]
    return {"comparison": crossed, **found}


def _judge_query(inputs: Props, checker: Checker) -> None:
    """What Sentry refuses of a query, as far as it is known."""
    dataset, window = limits.DATASETS.get(inputs["dataset"]), inputs["timeWindow"]
    for term in str(inputs["query"]).split():
        if term in limits.UNSUPPORTED_QUERIES:
            checker.blame(("query",), f"{term} is refused by Sentry in a monitor")
    if dataset is None:
        return
    learns = inputs["detectionType"] == "dynamic"
    windows = limits.LEARNED_WINDOWS if learns else dataset.time_windows
    if window is not UNKNOWN and window not in windows:
        what = "detectionType dynamic" if learns else f"the dataset {inputs['dataset']}"
        allowed = ", ".join(map(str, windows))
        checker.blame(("timeWindow",), f"{window} is not one of {allowed}, which {what} has")
    if inputs.get("queryType", UNKNOWN) not in {UNKNOWN, dataset.query_type}:
        reason = f"must be {dataset.query_type} for the dataset {inputs['dataset']}"
        checker.blame(("queryType",), reason)


def _judge_thresholds(inputs: Props, checker: Checker) -> None:
    given_ = {name: inputs[name] for name in _THRESHOLDS if name in inputs}
    if not {"critical", "warning"} & given_.keys():
        checker.blame(("critical",), "one of critical and warning is required")
    comparison = inputs.get("comparison")
    if UNKNOWN in given_.values() or comparison not in OPPOSITE or comparison in {"eq", "ne"}:
        return
    above = comparison in _ABOVE
    critical, warning, resolve = (given_.get(name) for name in _THRESHOLDS)
    if critical is not None and warning is not None and _beyond(warning, critical, above=above):
        side = "less" if above else "more"
        checker.blame(("warning",), f"{warning} must be {side} than critical, {critical}")
    first = warning if warning is not None else critical
    if resolve in (None, first) or first is None:
        return
    if _beyond(resolve, first, above=above):
        side = "at most" if above else "at least"
        checker.blame(("resolve",), f"{resolve} must be {side} {first}, where the issue opens")


def _beyond(one: float, other: float, *, above: bool) -> bool:
    """Whether `one` is as far out as `other` or farther."""
    return one >= other if above else one <= other

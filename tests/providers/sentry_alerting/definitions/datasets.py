"""Metric monitors: datasets, aggregates, event types, extrapolation."""

from __future__ import annotations

from providers.sentry_alerting import metric_monitor
from tests.providers.sentry_alerting.definitions.definition import metric
from tests.providers.sentry_alerting.definitions.metrics import EAP

ALL_EVENTS = [
    *("default", "error", "trace_item_log", "trace_item_metric", "trace_item_span", "transaction"),
]

DATASETS = (
    *(
        metric(f"dataset {dataset}", dataset=dataset, eventTypes=ALL_EVENTS)
        for dataset in metric_monitor.DATASETS
    ),
    metric("generic", dataset="generic_metrics", queryType="performance"),
    metric("users typed", aggregate="count_unique(tags[sentry:user])", queryType="error"),
    *(
        metric(
            f"crash rate {who}",
            dataset="metrics",
            queryType="crash_rate",
            aggregate=f"percentage({who}_crashed, {who}) AS _crash_rate_alert_aggregate",
        )
        for who in ("sessions", "users")
    ),
    metric(
        "custom percentile",
        dataset="transactions",
        queryType="performance",
        aggregate="percentile(measurements.lcp,0.93)",
    ),
    metric("apdex", aggregate="apdex(span.duration,300)", **EAP),
    metric("order value", aggregate="avg(order.value)", query="span.op:queue.process", **EAP),
    metric("failures", aggregate="failure_rate()", timeWindow=300, **EAP),
    metric("failures longer", aggregate="failure_rate()", timeWindow=600, **EAP),
    metric("failures exact", aggregate="failure_rate()", extrapolationMode="none", **EAP),
    metric("span count", aggregate="count(span.duration)", extrapolationMode="unknown", **EAP),
    metric("cls", aggregate="p75(measurements.cls)", extrapolationMode="server_weighted", **EAP),
    metric("inp", aggregate="p75(measurements.inp)", **EAP),
    metric(
        "lcp",
        aggregate="p75(measurements.lcp)",
        extrapolationMode="client_and_server_weighted",
        **EAP,
    ),
    metric(
        "orders slow",
        aggregate="p95(span.duration)",
        query='transaction:"GET /api/orders"',
        extrapolationMode="unknown",
        **EAP,
    ),
    *(
        metric(
            f"logs {severity}",
            aggregate="count(message)",
            query=f"severity:{severity}",
            eventTypes=["trace_item_log"],
            **EAP,
        )
        for severity in ("error", "fatal")
    ),
    metric(
        "orders placed",
        aggregate="sum(value,orders.placed,counter,-)",
        eventTypes=["trace_item_metric"],
        **EAP,
    ),
)

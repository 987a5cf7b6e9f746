"""Which aggregates Sentry computes, and what is wrong with the others, at which place."""

from __future__ import annotations

import pytest

from providers.sentry_alerting import limits
from providers.sentry_alerting.aggregates import fault
from tests.providers.sentry_alerting.definitions.datasets import DATASETS

SPANS, LOGS, METRICS = "trace_item_span", "trace_item_log", "trace_item_metric"
FINE = [
    ("events", "count()"),
    ("events", "count(message)"),
    ("events", "count_unique(user)"),
    ("events", "count_unique(tags[sentry:user])"),
    ("events", 'count_if(title,equals,"a, b")'),
    ("events", 'count_if(title,equals,"a \\", b")'),
    ("events", "count_if(http.status_code,equals,500)"),
    ("events", "epm()"),
    ("transactions", "percentile(measurements.lcp,0.93)"),
    ("transactions", "p95()"),
    ("transactions", "apdex(300)"),
    ("transactions", "user_misery(300)"),
    ("generic_metrics", "p95(transaction.duration)"),
    ("metrics", "percentage(users_crashed, users) AS _crash_rate_alert_aggregate"),
    (SPANS, "count(span.duration)"),
    (SPANS, "p100()"),
    (SPANS, "avg(tags[order.value,number])"),
    (SPANS, "apdex(span.duration, 300)"),
    (SPANS, "http_response_rate(5)"),
    (SPANS, "performance_score(measurements.score.lcp)"),
    (SPANS, "avg_if(`op:(db OR cache), x`,span.duration)"),
    (SPANS, "count_if(span.duration,greater,300)"),
    (LOGS, "count(message)"),
    (LOGS, "p95_if(`severity:error`,payload)"),
    (METRICS, "per_second(value,orders.placed,counter,none)"),
    (METRICS, "sum(value,orders.placed,counter,-)"),
    (METRICS, "sum_if(`shop:eu`,value,orders.placed,counter,-)"),
]
FAULTY = [
    ("events", "errors", "form", "errors"),
    ("events", "cout()", "unknown", "cout"),
    ("events", "per_second(value,a,counter,-)", "unknown", "per_second"),
    ("events", "upsampled_count()", "internal", "upsampled_count()"),
    ("events", "count_unique( tags[a,b] )", "column", "tags[a,b]"),
    ("events", "count_unique()", "count", "count_unique"),
    ("events", "failure_rate(user)", "count", "failure_rate"),
    ("events", "avg(user)", "kind", "user"),
    ("events", "count_if(title,like,x)", "kind", "like"),
    ("transactions", "percentile(measurements.lcp,95)", "kind", "95"),
    ("transactions", "apdex(fast)", "kind", "fast"),
    ("metrics", "count()", "crash_rate", "count()"),
    ("generic_metrics", "shiny_new()", "unlisted", "shiny_new"),
    (SPANS, "percentile(span.duration,0.95)", "unknown", "percentile"),
    (SPANS, "apdex(300)", "count", "apdex"),
    (SPANS, "apdex(span.duration, fast)", "kind", "fast"),
    (SPANS, "http_response_rate(500)", "kind", "500"),
    (SPANS, "count_scores(measurements.lcp)", "kind", "measurements.lcp"),
    (SPANS, "p95(span.duration, 300)", "ignored", "300"),
    (SPANS, "avg(order.value)", "own", "order.value"),
    (LOGS, "max(payload)", "own", "payload"),
    (LOGS, "epm()", "unknown", "epm"),
    (LOGS, "count_if(severity,payload)", "kind", "severity"),
    (METRICS, "sum(value)", "metric", "sum"),
    (METRICS, "sum(value,orders.placed,count,-)", "kind", "count"),
]


def of(counted: str) -> tuple[str, tuple[str, ...]]:
    """A dataset, or that of spans, logs and metrics with one of these."""
    return (counted, ()) if counted in limits.DATASETS else (limits.SPANS, (counted,))


@pytest.mark.parametrize(("counted", "aggregate"), FINE)
def test_what_sentry_computes_is_fine(counted: str, aggregate: str) -> None:
    assert fault(aggregate, *of(counted)) is None


@pytest.mark.parametrize(("counted", "aggregate", "why", "value"), FAULTY)
def test_what_it_does_not_is_told_where_it_stands(
    counted: str, aggregate: str, why: str, value: str
) -> None:
    found = fault(aggregate, *of(counted))
    assert found is not None
    assert (found.why, found.value) == (why, value)
    assert aggregate[found.at :].startswith(value)


def test_functions_are_known_where_one_is_not() -> None:
    found = fault("cout()", "events", ())
    assert found is not None
    assert {"count", "count_unique", "p95"} <= set(found.known)
    assert "per_second" not in found.known


def test_what_clients_send_is_fine() -> None:
    sent = [each.inputs for each in DATASETS if "dataset " not in each.inputs["name"]]
    assert len(sent) > 10
    for inputs in sent:
        dataset = inputs.get("dataset", "events")
        found = fault(inputs["aggregate"], dataset, inputs.get("eventTypes", ()))
        assert found is None or not found.refused, inputs

"""A threshold whose unit follows from what is watched is compared as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review import Effect, judge, parse
from tests.review.changes_of_signals import MATH
from tests.review.conftest import alert, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Edit, Review

    Compare = Callable[..., Review]
    Signal = dict[str, Any]

LATENCY = {"namespace": "AWS/ApplicationELB", "name": "TargetResponseTime", "statistic": "p95"}
OWN = {"namespace": "Shop", "name": "Latency", "statistic": "p95", "measured_in": "Milliseconds"}
LOGS = {
    "log_group": "/shop/api",
    "pattern": "{ $.ms = * }",
    "metric": {"namespace": "Shop", "name": "Took", "value": "$.ms", "unit": "Milliseconds"},
    "statistic": "Maximum",
    "comparison": ">",
    "threshold": "5s",
}
SECONDS = {"namespace": "Shop", "name": "Took", "value": "$.s", "unit": "Seconds"}


def math(expression: str, threshold: str | float, **more: Any) -> Signal:
    section = {**MATH["cloudwatch_math"], "expression": expression, "threshold": threshold, **more}
    return {"cloudwatch_math": section}


def on(metric: dict[str, Any], threshold: str | float, **more: Any) -> Signal:
    return {"cloudwatch": {"metric": metric, "comparison": ">", "threshold": threshold, **more}}


def sentry(aggregate: str, threshold: str | float, **more: Any) -> Signal:
    return {
        "sentry_metric": {
            "dataset": "events_analytics_platform",
            "aggregate": aggregate,
            "time_window": "1h",
            "comparison": ">",
            "threshold": threshold,
            **more,
        }
    }


def crashes(threshold: str, **more: Any) -> Signal:
    return sentry("percentage(sessions_crashed, sessions)", threshold, dataset="metrics", **more)


def compared(compare: Compare, old: Signal, new: Signal) -> Review:
    return compare(*(project({"it": alert(signal)}) for signal in (old, new)))


def edits(compare: Compare, old: Signal, new: Signal) -> dict[str, Edit]:
    found = compared(compare, old, new).edits
    return {edit.path.removeprefix("services.shop.alerts.it."): edit for edit in found}


RATIO, SHARE = "100 * errors / requests", "errors / requests"


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (math(RATIO, "2%"), math(SHARE, "2%"), "cloudwatch_math.expression"),
        (math(RATIO, "7%"), math(SHARE, "7%"), "cloudwatch_math.expression"),
    ],
)
def test_what_reads_the_same_is_no_edit(
    old: Signal, new: Signal, path: str, compare: Compare
) -> None:
    for one, other in ((old, new), (new, old)):
        review = compared(compare, one, other)

        (edit,) = review.edits
        assert edit.path == f"services.shop.alerts.it.{path}"
        assert [field.path for field in edit.fields] == [path]
        policies = parse(["looser-in-prod"], severities=("critical",), environments=("prod",))
        assert not judge(review, policies, None).violations


def test_another_metric_with_another_unit_has_the_same_threshold(compare: Compare) -> None:
    found = edits(compare, on(LATENCY, "1s"), on(OWN, "1s"))

    assert set(found) == {"cloudwatch.metric.namespace", "cloudwatch.metric.name"}


def test_another_aggregate_of_sentry_s_has_the_same_threshold(compare: Compare) -> None:
    found = edits(compare, sentry("failure_rate()", "5%"), crashes("5%"))

    assert not [path for path in found if "threshold" in path]


def test_log_lines_that_say_it_in_another_unit_have_the_same_threshold(compare: Compare) -> None:
    old, new = ({"cloudwatch_logs": {**LOGS, "metric": each}} for each in (LOGS["metric"], SECONDS))

    fields = [field.path for edit in compared(compare, old, new).edits for field in edit.fields]

    assert fields == ["cloudwatch_logs.metric.value", "cloudwatch_logs.metric.unit"]


@pytest.mark.parametrize(
    ("old", "new", "effect", "sentence"),
    [
        (math(RATIO, "2%"), math(SHARE, "3%"), Effect.less, "goes off only above 3%"),
        (math(SHARE, "2%"), math(RATIO, "1%"), Effect.more, "goes off already above 1%"),
        (on(LATENCY, "1s"), on(OWN, "900ms"), Effect.more, "goes off already above 0.9s"),
        (
            on(LATENCY, "1s"),
            math(RATIO, "3%"),
            Effect.unknown,
            "watches in another way",
        ),
        (
            on(LATENCY, "1s"),
            on({"namespace": "AWS/EC2", "name": "CPUUtilization", "statistic": "p95"}, "3%"),
            Effect.unknown,
            "goes off above 3%, which measures something else",
        ),
        (
            sentry("failure_rate()", "5%"),
            crashes("2%"),
            Effect.more,
            "goes off already above 2%",
        ),
        (
            crashes("5%", warning="4%"),
            sentry("failure_rate()", "5%", warning="3%"),
            Effect.more,
            "warns at another value",
        ),
        (
            sentry("p95(span.duration)", "1m"),
            sentry("failure_rate()", "5%"),
            Effect.unknown,
            "goes off at > 5%, which measures something else",
        ),
    ],
)
def test_what_reads_otherwise_is_judged_as_it_reads(
    old: Signal, new: Signal, effect: Effect, sentence: str, compare: Compare
) -> None:
    fields = [field for edit in compared(compare, old, new).edits for field in edit.fields]

    assert (effect, sentence) in {(field.effect, field.sentence) for field in fields}
    told = {field.effect for field in fields if "threshold" in field.path}
    assert told <= {effect}


def test_of_the_same_values_the_number_counts(compare: Compare) -> None:
    """Who names the unit otherwise makes another alarm of the same values."""
    old, new = (on({**OWN, "measured_in": unit}, "5s") for unit in ("Seconds", "Milliseconds"))

    (edit,) = edits(compare, old, new).values()

    assert edit.path.endswith("cloudwatch.metric.measured_in")
    (field,) = edit.fields
    assert (field.old, field.new, field.effect) == ("5ms", "5s", Effect.less)


def test_the_threshold_of_a_rate_goes_with_its_period(compare: Compare) -> None:
    counted = {"namespace": "Shop", "name": "Errors", "statistic": "Sum", "measured_in": "Count"}

    (edit,) = edits(
        compare, on(counted, "5/min", period="1m"), on(counted, "5/min", period="5m")
    ).values()

    assert edit.path.endswith("cloudwatch.period")
    assert {field.path: field.effect for field in edit.fields} == {
        "cloudwatch.threshold": Effect.unchanged,
        "cloudwatch.period": Effect.less,
    }

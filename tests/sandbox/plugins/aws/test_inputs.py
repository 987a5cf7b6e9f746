"""What the plugin says to inputs, without an engine."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import UNKNOWN, PropertyDiffKind
from sandbox.plugins.aws.account import AwsAccount
from sandbox.plugins.aws.plugin import AwsPlugin
from sandbox.plugins.aws.resources import TYPES

if TYPE_CHECKING:
    from sandbox.plugins.aws.resource import AwsResource

ALARM = {
    "name": "cpu",
    "comparisonOperator": "GreaterThanThreshold",
    "evaluationPeriods": 1,
    "metricName": "Errors",
    "namespace": "Shop",
    "period": 60,
    "statistic": "Sum",
    "threshold": 1,
}
SUBSCRIPTION = {"topic": "arn:aws:sns:us-east-1:1:t", "protocol": "sms", "endpoint": "+49"}


def resource(name: str) -> AwsResource:
    kind = next(kind for kind in TYPES if kind.token.endswith(f":{name}"))
    return kind(AwsAccount(threading.Event()))


def check(name: str, inputs: dict[str, Any], olds: dict[str, Any] | None = None) -> Any:
    return resource(name).check(name="it", olds=olds or {}, news=inputs, random_seed=b"seed")


def test_defaults_are_filled_in_and_named() -> None:
    inputs = check("MetricAlarm", ALARM).inputs
    assert inputs["actionsEnabled"] is True
    assert inputs["treatMissingData"] == "missing"
    assert inputs["__defaults"] == ["actionsEnabled", "treatMissingData"]
    inputs = check("TopicSubscription", SUBSCRIPTION).inputs
    assert inputs["confirmationTimeoutInMinutes"] == 1
    assert inputs["rawMessageDelivery"] is False
    assert check("LogGroup", {"name": "/app"}).inputs["retentionInDays"] == 0


def test_numbers_and_truths_are_texts_where_texts_belong() -> None:
    inputs = check("MetricAlarm", {**ALARM, "name": 12, "alarmDescription": True}).inputs
    assert (inputs["name"], inputs["alarmDescription"]) == ("12", "true")
    assert check("Topic", {"name": 1.5}).inputs["name"] == "1.5"


def test_a_fraction_of_a_whole_number_is_cut_off() -> None:
    inputs = check("TopicSubscription", {**SUBSCRIPTION, "confirmationTimeoutInMinutes": 1.5})
    assert (inputs.failures, inputs.inputs["confirmationTimeoutInMinutes"]) == ([], 1)


def test_an_invented_name_is_kept_and_a_given_one_wins() -> None:
    first = check("Topic", {}).inputs
    assert first["name"].startswith("it-")
    assert check("Topic", {}, first).inputs["name"] == first["name"]
    assert check("Topic", {"name": "pages"}, first).inputs["name"] == "pages"
    assert "name" not in check("Topic", {"namePrefix": "p"}).inputs


@pytest.mark.parametrize(
    ("changes", "place", "reason"),
    [
        ({"period": 45}, "period", "expected period to be one of [10 20 30] or divisible by 60"),
        ({"treatMissingData": "x"}, "treatMissingData", "expected treat_missing_data to be one"),
        ({"extendedStatistic": "p99"}, "extendedStatistic", "conflicts with statistic"),
        ({"evaluationPeriods": None}, "evaluationPeriods", 'argument "evaluation_periods" is req'),
        ({"evaluationPeriods": "1"}, "evaluationPeriods", "expected integer, got str"),
        ({"evaluationPeriods": True}, "evaluationPeriods", "expected integer, got boolean"),
        ({"thresholdMetricId": "m"}, "threshold", "conflicts with threshold_metric_id"),
        ({"alarmActions": ["pager"]}, "alarmActions", "is an invalid ARN"),
        ({"alarmActions": ["arn:aws:sns:r:1:t"] * 6}, "alarmActions", "allows 5 items at most"),
        ({"alarmDescription": "x" * 1025}, "alarmDescription", "in the range (0 - 1024)"),
        ({"evaluationPeriod": 1}, "evaluationPeriod", "Invalid or unknown key"),
        ({"metricQueries": [{"expression": "m1"}]}, "metricQueries[0].id", "is required"),
        (
            {"metricQueries": [{"id": "m", "metric": {"stat": "Sum", "metricName": "a"}}]},
            "metricQueries[0].metric.period",
            "is required",
        ),
    ],
)
def test_failures_name_the_property_and_its_place(
    changes: dict[str, Any], place: str, reason: str
) -> None:
    failures = {f.property: f.reason for f in check("MetricAlarm", ALARM | changes).failures}
    assert reason in failures[place]
    assert failures[place].endswith(f"Examine values at 'it.{place}'.")


def test_values_not_known_yet_are_not_judged() -> None:
    unknown = ALARM | {"alarmActions": [UNKNOWN], "period": UNKNOWN, "dimensions": UNKNOWN}
    assert check("MetricAlarm", unknown).failures == []


@pytest.mark.parametrize(
    ("name", "inputs", "message"),
    [
        ("MetricAlarm", {**ALARM, "statistic": None}, "One of `statistic` or"),
        (
            "MetricAlarm",
            {"metricQueries": [{"id": "a", "expression": "b", "metric": {"stat": "Sum"}}]},
            "both `expression` and a `metric`",
        ),
        ("Topic", {"name": "a b"}, "invalid topic name: a b"),
        ("Topic", {"name": "a", "contentBasedDeduplication": True}, "only be set for FIFO"),
    ],
)
def test_inputs_that_do_not_go_together(name: str, inputs: dict[str, Any], message: str) -> None:
    assert message in str(resource(name).problems(inputs))


def diff(name: str, state: dict[str, Any], program: dict[str, Any]) -> Any:
    return resource(name).diff(id="it", olds=state, old_inputs={}, news=program)


def test_sets_json_and_empty_values_are_compared_by_meaning() -> None:
    state = {**ALARM, "alarmActions": ["a", "b"], "actionsEnabled": True, "okActions": []}
    program = {**ALARM, "alarmActions": ["b", "a"], "actionsEnabled": True, "threshold": 1.0}
    assert not diff("MetricAlarm", state, program).changes
    state = {"arn": "t", "policy": '{"Statement": [{"Action": ["a"]}]}'}
    assert not diff(
        "TopicPolicy", state, {**state, "policy": '{"Statement":{"Action":"a"}}'}
    ).changes


def test_a_change_tells_where_and_whether_it_replaces() -> None:
    found = diff("MetricAlarm", {**ALARM, "unit": "Count"}, {**ALARM, "name": "x", "period": 300})
    assert found.replaces == ["name"]
    assert found.detailed == {
        "name": PropertyDiffKind.UPDATE_REPLACE,
        "period": PropertyDiffKind.UPDATE,
        "unit": PropertyDiffKind.DELETE,
    }


def test_what_aws_decides_is_no_change_unless_the_schema_says_so() -> None:
    check_state = {"type": "HTTPS", "fqdn": "a", "failureThreshold": 3, "requestInterval": 30}
    found = diff("HealthCheck", check_state, {"type": "HTTPS", "fqdn": "a"})
    assert found.replaces == ["requestInterval"]
    assert list(found.detailed) == ["requestInterval"]


def test_a_preview_of_a_change_keeps_what_aws_decided_and_nothing_that_goes() -> None:
    given = {"name": "f", "role": "r", "environment": {"variables": {"A": "1"}}}
    known = {"arn": "arn:aws:lambda:f", "architectures": ["arm64"], "description": "old"}
    olds = {**given, **known, "environment": {"variables": {"A": "1", "B": "2"}}}
    account = AwsAccount(threading.Event())
    function = next(kind for kind in TYPES if kind.token.endswith(":Function"))(account)
    planned = function.update(id="f", olds=olds, old_inputs={}, news=given, preview=True)
    assert planned["environment"] == {"variables": {"A": "1"}}
    assert (planned["arn"], planned["architectures"]) == ("arn:aws:lambda:f", ["arm64"])
    assert "description" not in planned
    assert planned["codeSha256"] is UNKNOWN


def test_the_schema_names_every_type() -> None:
    schema = AwsPlugin().schema()
    assert all(f'"{kind.token}"' in schema for kind in TYPES)
    assert AwsPlugin.version.startswith("7.")

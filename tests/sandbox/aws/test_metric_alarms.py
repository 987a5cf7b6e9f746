from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.accounts import alarm


def put(cloudwatch: Any, **changes: Any) -> Any:
    cloudwatch.put_metric_alarm(**alarm(**changes))
    return cloudwatch.describe_alarms(AlarmNames=["cpu"])["MetricAlarms"][0]


def test_a_new_alarm_has_insufficient_data_and_all_its_settings(cloudwatch: Any) -> None:
    found = put(cloudwatch, AlarmDescription="d", TreatMissingData="ignore", DatapointsToAlarm=2)
    assert found["StateValue"] == "INSUFFICIENT_DATA"
    assert found["AlarmArn"] == "arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu"
    assert found["ActionsEnabled"] is True
    assert found["TreatMissingData"] == "ignore"
    assert found["DatapointsToAlarm"] == 2
    assert found["StateTransitionedTimestamp"] == found["StateUpdatedTimestamp"]
    assert "Tags" not in found


def test_an_update_replaces_the_configuration_and_keeps_state_and_tags(cloudwatch: Any) -> None:
    first = put(cloudwatch, AlarmDescription="old", Tags=[{"Key": "team", "Value": "a"}])
    cloudwatch.set_alarm_state(AlarmName="cpu", StateValue="ALARM", StateReason="test")
    second = put(cloudwatch, Threshold=90.0, Tags=[{"Key": "team", "Value": "b"}])
    tags = cloudwatch.list_tags_for_resource(ResourceARN=first["AlarmArn"])["Tags"]
    assert second["StateValue"] == "ALARM"
    assert second["Threshold"] == 90.0
    assert "AlarmDescription" not in second
    assert tags == [{"Key": "team", "Value": "a"}]


def test_the_same_name_is_overwritten_without_a_word(cloudwatch: Any) -> None:
    put(cloudwatch)
    assert put(cloudwatch, MetricName="NetworkIn")["MetricName"] == "NetworkIn"
    assert len(cloudwatch.describe_alarms()["MetricAlarms"]) == 1


@pytest.mark.parametrize("period", [10, 20, 30, 60, 120, 3600, 86_400])
def test_allowed_periods(cloudwatch: Any, period: int) -> None:
    assert put(cloudwatch, Period=period, EvaluationPeriods=1)["Period"] == period


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"Period": 45}, "Period must be 10, 20, 30 or a multiple of 60"),
        ({"Period": 5}, "Period must be 10, 20, 30 or a multiple of 60"),
        (
            {"Period": 300, "EvaluationPeriods": 289},
            (
                "Metrics cannot be checked across more than a day "
                "(EvaluationPeriods * Period must be <= 86400) for alarms using period < 3600"
            ),
        ),
        (
            {"Period": 86_400, "EvaluationPeriods": 8},
            (
                "Metrics cannot be checked across more than a week "
                "(EvaluationPeriods * Period must be <= 604800) for alarms using period >= 3600"
            ),
        ),
        (
            {"DatapointsToAlarm": 4},
            "DatapointsToAlarm must be less than or equal to EvaluationPeriods",
        ),
        ({"TreatMissingData": "bogus"}, "Supported values are [breaching, notBreaching"),
        ({"Threshold": None}, "should have valid Threshold parameter"),
        ({"Statistic": None}, "should have a Statistic parameter"),
        ({"ExtendedStatistic": "p99"}, "both Statistic and ExtendedStatistic"),
        ({"Statistic": None, "ExtendedStatistic": "p101"}, "p101 for parameter ExtendedStatistic"),
        ({"Period": None}, "should have a Period parameter"),
        ({"MetricName": None}, "should have a MetricName parameter"),
        ({"EvaluationPeriods": None}, "should have an EvaluationPeriods parameter"),
        ({"EvaluateLowSampleCountPercentile": "ignore"}, "only for percentile statistics"),
        ({"AlarmName": "a" * 256}, "'alarmName' failed to satisfy constraint: Member must have"),
        ({"AlarmName": "a\tb"}, "must not contain ASCII Control characters"),
        ({"AlarmDescription": "a" * 1025}, "length less than or equal to 1024"),
        ({"ComparisonOperator": "Above"}, "Member must satisfy enum value set: ["),
        ({"Namespace": ":x"}, "regular expression pattern"),
        ({"AlarmActions": ["pager"]}, "Invalid arn syntax: pager"),
        (
            {"AlarmActions": ["arn:aws:sns:eu-west-1:123456789012:t"]},
            "Invalid region eu-west-1 specified. Only us-east-1 is supported.",
        ),
        ({"AlarmActions": ["arn:aws:sns:us-east-1:123456789012:t"] * 6}, "equal to 5"),
        ({"Tags": [{"Key": "aws:x", "Value": "y"}]}, "must not begin with aws:"),
        ({"Tags": [{"Key": str(n), "Value": "y"} for n in range(51)]}, "at most 50 tags"),
        ({"ThresholdMetricId": "ad1"}, "need both a ThresholdMetricId and one of"),
    ],
)
def test_aws_own_rules(cloudwatch: Any, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ClientError) as error:
        cloudwatch.put_metric_alarm(**alarm(**changes))
    assert error.value.response["Error"]["Code"] == "ValidationError"
    assert message in error.value.response["Error"]["Message"]
    assert cloudwatch.describe_alarms()["MetricAlarms"] == []


def test_every_violation_of_the_model_is_listed_at_once(cloudwatch: Any) -> None:
    with pytest.raises(ClientError) as error:
        cloudwatch.put_metric_alarm(**alarm(AlarmDescription="a" * 1025, Unit="Miles"))
    assert "2 validation errors detected: " in str(error.value)


def stat(identifier: str, *, returned: bool = False, period: int = 60) -> dict[str, Any]:
    metric = {"MetricName": "Errors", "Namespace": "AWS/Lambda"}
    body = {"Metric": metric, "Period": period, "Stat": "Sum"}
    return {"Id": identifier, "MetricStat": body, "ReturnData": returned}


def math(expression: str, identifier: str = "e1", **more: Any) -> dict[str, Any]:
    return {"Id": identifier, "Expression": expression, "ReturnData": True, **more}


MATH = dict.fromkeys(("MetricName", "Namespace", "Statistic", "Period"))


@pytest.mark.parametrize(
    "expression", ["m1 / m2 * 100", "IF(m2 > 0, m1, 0)", "FILL(m1, 0) + m2", "SUM([m1, m2])"]
)
def test_metric_math_round_trips(cloudwatch: Any, expression: str) -> None:
    queries = [math(expression), stat("m1"), stat("m2")]
    assert put(cloudwatch, **MATH, Metrics=queries)["Metrics"] == queries


@pytest.mark.parametrize(
    ("queries", "message"),
    [
        ([math("m1 + m2"), stat("m1")], "[Undefined variable m2]"),
        ([math("m1 +"), stat("m1", returned=True)], "Exactly one element of the metrics list"),
        ([math("SEARCH('x', 'Sum')")], "SEARCH is not supported on Metric Alarms."),
        ([math("FOO(m1)"), stat("m1")], "[Unknown function FOO]"),
        ([math("(m1"), stat("m1")], "[Missing closing bracket]"),
        ([math("m1", "E1"), stat("m1")], "lower-case letter"),
        ([math("m1"), stat("m1"), stat("m1")], "not unique"),
        ([math("m1"), stat("m1", period=45)], "Period must be 10, 20, 30"),
        ([{**math("m1"), **stat("e1")}], "exactly one of MetricStat and Expression"),
        ([stat(f"m{n}", returned=not n) for n in range(21)], "at most 20 metric queries"),
        ([stat(f"m{n}", returned=not n) for n in range(11)], "at most 10 metrics"),
        ([math("SELECT AVG(x) FROM y")], "Period must be set"),
    ],
)
def test_rules_of_metric_queries(
    cloudwatch: Any, queries: list[dict[str, Any]], message: str
) -> None:
    with pytest.raises(ClientError, match="ValidationError") as error:
        cloudwatch.put_metric_alarm(**alarm(**MATH, Metrics=queries))
    assert message in str(error.value)


def test_a_metric_beside_a_list_of_metrics_is_refused(cloudwatch: Any) -> None:
    with pytest.raises(ClientError, match="Scalar metric parameters must not be set"):
        cloudwatch.put_metric_alarm(**alarm(Metrics=[stat("m1", returned=True)]))


def test_an_alarm_on_an_anomaly_band(cloudwatch: Any) -> None:
    queries = [stat("m1", returned=True), math("ANOMALY_DETECTION_BAND(m1, 2)", "ad1")]
    band = {
        **MATH,
        "Threshold": None,
        "ThresholdMetricId": "ad1",
        "ComparisonOperator": "GreaterThanUpperThreshold",
        "Metrics": queries,
    }
    assert put(cloudwatch, **band)["ThresholdMetricId"] == "ad1"
    with pytest.raises(ClientError, match="must name an ANOMALY_DETECTION_BAND"):
        put(cloudwatch, **{**band, "ThresholdMetricId": "m1"})
    with pytest.raises(ClientError, match="cannot be specified together"):
        put(cloudwatch, **{**band, "Threshold": 1.0})


def test_newer_settings_are_kept(cloudwatch: Any) -> None:
    warm_up = {"WarmUpPeriodDurationInMinutes": 10}
    assert put(cloudwatch, WarmUpConfiguration=warm_up)["WarmUpConfiguration"] == warm_up
    with pytest.raises(ClientError, match="equal to 2880"):
        put(cloudwatch, WarmUpConfiguration={"WarmUpPeriodDurationInMinutes": 2881})


def test_alarms_are_listed_by_name_prefix_state_and_action_in_pages(cloudwatch: Any) -> None:
    topic = "arn:aws:sns:us-east-1:123456789012:t"
    for name in ("web-a", "web-b", "db-a"):
        actions = [topic] if name == "db-a" else []
        cloudwatch.put_metric_alarm(**alarm(AlarmName=name, AlarmActions=actions))
    cloudwatch.set_alarm_state(AlarmName="web-b", StateValue="OK", StateReason="r")

    def names(**query: Any) -> list[str]:
        return [item["AlarmName"] for item in cloudwatch.describe_alarms(**query)["MetricAlarms"]]

    assert names() == ["db-a", "web-a", "web-b"]
    assert names(AlarmNamePrefix="web") == ["web-a", "web-b"]
    assert names(AlarmNames=["web-a", "nobody"]) == ["web-a"]
    assert names(StateValue="OK") == ["web-b"]
    assert names(ActionPrefix=topic) == ["db-a"]
    assert names(AlarmTypes=["CompositeAlarm"]) == []
    pages = cloudwatch.get_paginator("describe_alarms").paginate(PaginationConfig={"PageSize": 2})
    assert [len(page["MetricAlarms"]) for page in pages] == [2, 1]
    with pytest.raises(ClientError, match="InvalidNextToken"):
        names(NextToken="%%%")
    with pytest.raises(ClientError, match="cannot be specified together"):
        names(AlarmNames=["a"], AlarmNamePrefix="b")


def test_alarms_for_a_metric_need_the_same_dimensions(cloudwatch: Any) -> None:
    dimensions = [{"Name": "InstanceId", "Value": "i-1"}]
    put(cloudwatch, Dimensions=dimensions)
    metric = {"MetricName": "CPUUtilization", "Namespace": "AWS/EC2"}
    found = cloudwatch.describe_alarms_for_metric(**metric, Dimensions=dimensions)
    assert len(found["MetricAlarms"]) == 1
    assert cloudwatch.describe_alarms_for_metric(**metric)["MetricAlarms"] == []


def test_actions_can_be_switched_off_and_on(cloudwatch: Any) -> None:
    put(cloudwatch)
    cloudwatch.disable_alarm_actions(AlarmNames=["cpu"])
    assert cloudwatch.describe_alarms()["MetricAlarms"][0]["ActionsEnabled"] is False
    cloudwatch.enable_alarm_actions(AlarmNames=["cpu"])
    assert cloudwatch.describe_alarms()["MetricAlarms"][0]["ActionsEnabled"] is True


def test_tags_are_added_and_removed_by_arn(cloudwatch: Any) -> None:
    arn = put(cloudwatch)["AlarmArn"]
    cloudwatch.tag_resource(ResourceARN=arn, Tags=[{"Key": "a", "Value": "1"}])
    cloudwatch.tag_resource(
        ResourceARN=arn, Tags=[{"Key": "a", "Value": "2"}, {"Key": "b", "Value": "3"}]
    )
    cloudwatch.untag_resource(ResourceARN=arn, TagKeys=["b", "nothing"])
    tags = cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"]
    assert tags == [{"Key": "a", "Value": "2"}]
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        cloudwatch.list_tags_for_resource(ResourceARN=f"{arn}-gone")


def test_regions_are_apart(account: Any, cloudwatch: Any) -> None:
    put(cloudwatch)
    assert account.client("cloudwatch", "eu-west-1").describe_alarms()["MetricAlarms"] == []


def test_deleting_a_missing_alarm_deletes_the_others_and_fails(cloudwatch: Any) -> None:
    put(cloudwatch)
    with pytest.raises(ClientError) as error:
        cloudwatch.delete_alarms(AlarmNames=["cpu", "gone"])
    assert error.value.response["Error"]["Code"] == "ResourceNotFound"
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    assert cloudwatch.describe_alarms()["MetricAlarms"] == []

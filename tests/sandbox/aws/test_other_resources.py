"""Anomaly detectors, dashboards, Logs, health checks and Chatbot."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.accounts import TRUST, Account, alarm

METRIC = {"Namespace": "AWS/Lambda", "MetricName": "Errors", "Stat": "Sum"}


def test_an_anomaly_detector_is_put_once_per_metric(cloudwatch: Any) -> None:
    first = cloudwatch.put_anomaly_detector(SingleMetricAnomalyDetector=METRIC)
    second = cloudwatch.put_anomaly_detector(
        SingleMetricAnomalyDetector=METRIC, Configuration={"MetricTimezone": "UTC"}
    )
    found = cloudwatch.describe_anomaly_detectors()["AnomalyDetectors"]
    assert first == second | {"ResponseMetadata": first["ResponseMetadata"]}
    assert [item["Configuration"] for item in found] == [{"MetricTimezone": "UTC"}]
    cloudwatch.delete_anomaly_detector(SingleMetricAnomalyDetector=METRIC)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        cloudwatch.delete_anomaly_detector(SingleMetricAnomalyDetector=METRIC)
    with pytest.raises(ClientError, match="InvalidParameterCombination"):
        cloudwatch.put_anomaly_detector(SingleMetricAnomalyDetector=METRIC, Namespace="x")
    with pytest.raises(ClientError, match="regular expression pattern"):
        cloudwatch.put_anomaly_detector(SingleMetricAnomalyDetector={**METRIC, "Stat": "p101"})


def graph(**properties: Any) -> dict[str, Any]:
    base = {"region": "us-east-1", "metrics": [["AWS/EC2", "CPUUtilization"]]}
    return {"type": "metric", "width": 12, "height": 6, "properties": base | properties}


def body(*widgets: Any) -> str:
    return json.dumps({"widgets": widgets})


def test_a_dashboard_is_kept_byte_for_byte(cloudwatch: Any) -> None:
    text = body(
        {"type": "text", "properties": {"markdown": "# hi"}},
        graph(
            metrics=[
                ["AWS/EC2", "CPUUtilization", "InstanceId", "i-1", {"stat": "p99", "period": 60}],
                ["...", "i-2"],
                [{"expression": "m1*2", "id": "e1"}],
            ],
            annotations={"horizontal": [{"label": "t", "value": 80, "color": "#ff0000"}]},
        ),
        {"type": "alarm", "properties": {"alarms": ["arn"]}},
        {"type": "log", "properties": {"query": "fields @message", "region": "us-east-1"}},
    )
    cloudwatch.put_dashboard(DashboardName="ops", DashboardBody=text)
    found = cloudwatch.get_dashboard(DashboardName="ops")
    assert found["DashboardBody"] == text
    assert found["DashboardArn"] == "arn:aws:cloudwatch::123456789012:dashboard/ops"
    assert cloudwatch.list_dashboards(DashboardNamePrefix="o")["DashboardEntries"][0]["Size"]
    cloudwatch.delete_dashboards(DashboardNames=["ops"])
    with pytest.raises(ClientError, match="Dashboard ops does not exist"):
        cloudwatch.get_dashboard(DashboardName="ops")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "must be a valid JSON object"),
        ("{}", "Should have required property 'widgets'"),
        (body({"type": "pie", "properties": {}}), "Should be one of [alarm, custom"),
        (body({"type": "text"}), "Should have required property 'properties'"),
        (body({"type": "text", "properties": {}}), "required property 'markdown'"),
        (body(graph(metrics=[["AWS/EC2"]])), "Should NOT have less than 2 items"),
        (body(graph(metrics=[["A", {"a": 1}, "B"]])), 'only \\"String\\" type is allowed'),
        (body(graph(metrics=[["A", "B", "C"]])), "a value for each dimension"),
        (body(graph(view="cake")), "Should be one of [bar, gauge"),
        (body(graph(annotations={"horizontal": [{"label": "x"}]})), "property 'value'"),
        (body({**graph(), "width": 25}), "Should be >= 1 and <= 24"),
        (body({**graph(), "x": 1}), "both 'x' and 'y'"),
        (body(*[graph()] * 501), "Should NOT have more than 500 items"),
    ],
)
def test_rules_of_dashboards(cloudwatch: Any, text: str, message: str) -> None:
    with pytest.raises(ClientError) as error:
        cloudwatch.put_dashboard(DashboardName="ops", DashboardBody=text)
    assert error.value.response["Error"]["Code"] == "InvalidParameterInput"
    assert message in error.value.response["Error"]["Message"]


def test_a_dashboard_s_name_is_plain(cloudwatch: Any) -> None:
    with pytest.raises(ClientError, match="contains invalid characters"):
        cloudwatch.put_dashboard(DashboardName="a b", DashboardBody=body())


def test_a_saved_query_is_made_changed_and_deleted(account: Account) -> None:
    logs = account.client("logs")
    query = {"name": "errors", "queryString": "fields @message"}
    number = logs.put_query_definition(**query, clientToken="t" * 36)["queryDefinitionId"]
    again = logs.put_query_definition(**query, clientToken="t" * 36)["queryDefinitionId"]
    assert again == number
    logs.put_query_definition(**query | {"queryString": "x"}, queryDefinitionId=number)
    found = logs.describe_query_definitions(queryDefinitionNamePrefix="err")["queryDefinitions"]
    assert [item["queryString"] for item in found] == ["x"]
    assert logs.delete_query_definition(queryDefinitionId=number)["success"] is True
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        logs.put_query_definition(**query, queryDefinitionId=number)


def metric_filter(**changes: Any) -> dict[str, Any]:
    transformation = {"metricName": "E", "metricNamespace": "Shop", "metricValue": "1"}
    pattern = changes.pop("filterPattern", "ERROR")
    names = {"logGroupName": "/app", "filterName": "errors"}
    transformed = {"filterPattern": pattern, "metricTransformations": [transformation | changes]}
    return names | transformed


def test_a_metric_filter_needs_its_log_group(account: Account) -> None:
    logs = account.client("logs")
    with pytest.raises(ClientError, match="The specified log group does not exist"):
        logs.put_metric_filter(**metric_filter())
    logs.create_log_group(logGroupName="/app")
    logs.put_metric_filter(**metric_filter(defaultValue=0.0, unit="Count"))
    found = logs.describe_metric_filters(logGroupName="/app")["metricFilters"][0]
    assert found["metricTransformations"][0]["defaultValue"] == 0.0
    logs.delete_log_group(logGroupName="/app")
    assert logs.describe_metric_filters()["metricFilters"] == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"filterPattern": "{ $.a = "}, "Invalid metric filter pattern"),
        ({"filterPattern": "{ a }"}, "Invalid metric filter pattern"),
        ({"filterPattern": "[ip, user"}, "Invalid metric filter pattern"),
        ({"filterPattern": 'ERROR "half'}, "Invalid metric filter pattern"),
        ({"filterPattern": "a/b"}, "Invalid metric filter pattern"),
        ({"metricValue": "many"}, "is no number or field"),
        ({"metricValue": "$.n"}, "has no field $.n"),
        ({"metricNamespace": "AWS/EC2"}, "must not begin with AWS/"),
        (
            {"filterPattern": "{ $.a = * }", "dimensions": {"a": "$.a"}, "defaultValue": 0.0},
            "dimensions and default value are mutually exclusive.",
        ),
        ({"dimensions": {"a": "$.a"}}, "filter pattern does not support dimensions"),
        ({"metricName": "a:b"}, "metricName' failed to satisfy constraint"),
        ({"metricNamespace": "a*b"}, "metricNamespace' failed to satisfy constraint"),
        ({"filterPattern": r"%a \(b\)%"}, "Invalid metric filter pattern"),
        ({"filterPattern": "{ $.a[*].b[*] = 1 }"}, "Invalid metric filter pattern"),
        ({"filterPattern": "{ $.a IS NOT NULL }"}, "Invalid metric filter pattern"),
        ({"filterPattern": "[a = 1 && b = 2]"}, "Invalid metric filter pattern"),
    ],
)
def test_rules_of_metric_filters(account: Account, changes: dict[str, Any], message: str) -> None:
    logs = account.client("logs")
    logs.create_log_group(logGroupName="/app")
    with pytest.raises(ClientError, match="InvalidParameterException") as error:
        logs.put_metric_filter(**metric_filter(**changes))
    assert message in str(error.value)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "ERROR",
        '?ERROR ?"connection refused" -DEBUG',
        "%5\\d\\d%",
        '{ $.level = "error" }',
        "{ ($.status >= 500 && $.path = %^/api%) || $.a.b[0] IS NULL }",
        "{ $.user NOT EXISTS }",
        "[ip, id, user, time, request, status=5*, size]",
        "[..., status_code >= 500, size]",
        '[w1="a b" || w1="c", ...]',
    ],
)
def test_good_filter_patterns(account: Account, pattern: str) -> None:
    logs = account.client("logs")
    logs.create_log_group(logGroupName="/app")
    logs.put_metric_filter(**metric_filter(filterPattern=pattern))


def check(**config: Any) -> dict[str, Any]:
    return {"CallerReference": "r", "HealthCheckConfig": config}


def test_a_health_check_has_defaults_versions_and_tags(account: Account) -> None:
    route53 = account.client("route53")
    wanted = check(Type="HTTPS", FullyQualifiedDomainName="shop.example", ResourcePath="/h")
    made = route53.create_health_check(**wanted)["HealthCheck"]
    assert made["HealthCheckConfig"] | {"Port": 443} == made["HealthCheckConfig"]
    assert made["HealthCheckConfig"]["EnableSNI"] is True
    assert route53.create_health_check(**wanted)["HealthCheck"]["Id"] == made["Id"]
    with pytest.raises(ClientError, match="HealthCheckAlreadyExists"):
        route53.create_health_check(**check(Type="TCP", Port=1, IPAddress="10.0.0.1"))
    changed = route53.update_health_check(HealthCheckId=made["Id"], FailureThreshold=5)
    assert changed["HealthCheck"]["HealthCheckVersion"] == 2
    with pytest.raises(ClientError, match="HealthCheckVersionMismatch"):
        route53.update_health_check(HealthCheckId=made["Id"], HealthCheckVersion=1)
    resource = {"ResourceType": "healthcheck", "ResourceId": made["Id"]}
    route53.change_tags_for_resource(**resource, AddTags=[{"Key": "a", "Value": "b"}])
    tags = route53.list_tags_for_resource(**resource)["ResourceTagSet"]["Tags"]
    assert tags == [{"Key": "a", "Value": "b"}]
    assert len(route53.list_health_checks()["HealthChecks"]) == 1
    route53.delete_health_check(HealthCheckId=made["Id"])
    with pytest.raises(ClientError, match="NoSuchHealthCheck"):
        route53.get_health_check(HealthCheckId=made["Id"])


def test_a_health_check_on_an_alarm_keeps_it(account: Account, cloudwatch: Any) -> None:
    route53 = account.client("route53")
    config = {
        "Type": "CLOUDWATCH_METRIC",
        "AlarmIdentifier": {"Region": "us-east-1", "Name": "cpu"},
        "InsufficientDataHealthStatus": "LastKnownStatus",
    }
    with pytest.raises(ClientError, match="alarm cpu does not exist"):
        route53.create_health_check(**check(**config))
    cloudwatch.put_metric_alarm(**alarm())
    made = route53.create_health_check(**check(**config))["HealthCheck"]
    assert made["HealthCheckConfig"] | config == made["HealthCheckConfig"]
    assert made["CloudWatchAlarmConfiguration"]["MetricName"] == "CPUUtilization"


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"Type": "HTTP"}, "Either FullyQualifiedDomainName or IPAddress"),
        ({"Type": "TCP", "IPAddress": "10.0.0.1"}, "Port must be specified"),
        (
            {"Type": "HTTP", "IPAddress": "10.0.0.1", "RequestInterval": 20},
            "RequestInterval must be 10 or 30",
        ),
        ({"Type": "HTTP_STR_MATCH", "IPAddress": "10.0.0.1"}, "SearchString must be specified"),
        ({"Type": "CLOUDWATCH_METRIC"}, "AlarmIdentifier must be specified"),
        ({"Type": "PING"}, "Member must satisfy enum value set"),
        ({"Type": "HTTP", "IPAddress": "10.0.0.1", "FailureThreshold": 11}, "equal to 10"),
    ],
)
def test_rules_of_health_checks(account: Account, config: dict[str, Any], message: str) -> None:
    with pytest.raises(ClientError, match="InvalidInput") as error:
        account.client("route53").create_health_check(**check(**config))
    assert message in str(error.value)


def test_a_slack_channel_configuration(account: Account) -> None:
    chatbot = account.client("chatbot")
    account.client("iam").create_role(RoleName="chat", AssumeRolePolicyDocument=TRUST)
    wanted = {
        "ConfigurationName": "alerts",
        "SlackTeamId": "T1",
        "SlackChannelId": "C1",
        "IamRoleArn": "arn:aws:iam::123456789012:role/chat",
        "SnsTopicArns": ["arn:aws:sns:us-east-1:123456789012:t"],
    }
    made = chatbot.create_slack_channel_configuration(**wanted)["ChannelConfiguration"]
    arn = made["ChatConfigurationArn"]
    assert arn.endswith(":chat-configuration/slack-channel/alerts")
    assert made["LoggingLevel"] == "NONE"
    with pytest.raises(ClientError, match=r"ConflictException.*unique configuration name"):
        chatbot.create_slack_channel_configuration(**wanted)
    with pytest.raises(ClientError, match=r"ConflictException.*C1 in Slack team T1"):
        chatbot.create_slack_channel_configuration(**wanted | {"ConfigurationName": "other"})
    absent = "arn:aws:iam::123456789012:role/absent"
    fresh = {"ConfigurationName": "other", "SlackChannelId": "C2", "IamRoleArn": absent}
    with pytest.raises(ClientError, match=r"InvalidParameterException.*absent does not exist"):
        chatbot.create_slack_channel_configuration(**wanted | fresh)
    with pytest.raises(ClientError, match=r"InvalidParameterException.*absent does not exist"):
        chatbot.update_slack_channel_configuration(
            ChatConfigurationArn=arn, SlackChannelId="C1", IamRoleArn=absent
        )
    chatbot.update_slack_channel_configuration(
        ChatConfigurationArn=arn, SlackChannelId="C1", LoggingLevel="ERROR"
    )
    chatbot.tag_resource(ResourceARN=arn, Tags=[{"TagKey": "a", "TagValue": "b"}])
    found = chatbot.describe_slack_channel_configurations(ChatConfigurationArn=arn)
    assert found["SlackChannelConfigurations"][0]["LoggingLevel"] == "ERROR"
    assert found["SlackChannelConfigurations"][0]["Tags"] == [{"TagKey": "a", "TagValue": "b"}]
    chatbot.delete_slack_channel_configuration(ChatConfigurationArn=arn)
    gone = chatbot.describe_slack_channel_configurations(ChatConfigurationArn=arn)
    assert gone["SlackChannelConfigurations"] == []
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        chatbot.delete_slack_channel_configuration(ChatConfigurationArn=arn)
    with pytest.raises(ClientError, match="regular expression pattern"):
        chatbot.create_slack_channel_configuration(**wanted | {"SlackTeamId": "t-1"})

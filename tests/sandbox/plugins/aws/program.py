"""A program with every type that the plugin has, for the real engine."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pulumi
import pulumi_aws as aws

TAGS = {"team": "platform"}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "chatbot.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
READ = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ["cloudwatch:Get*"], "Resource": "*"}],
}


@dataclass
class Values:
    """What the tests change between runs."""

    threshold: float = 80
    endpoint: str = "http://127.0.0.1:9/enqueue"
    rule: str = "ALARM(cpu) OR ALARM(errors)"
    tags: dict[str, str] = field(default_factory=lambda: dict(TAGS))
    with_errors: bool = True
    key: str = "one"
    code: str = "def handler(event, context): ..."


def everything(values: Values) -> None:
    """Declare one or more of each type."""
    topic = aws.sns.Topic("pages", display_name="Pages", tags=values.tags)
    aws.sns.TopicPolicy("pages", arn=topic.arn, policy=topic.arn.apply(_topic_policy))
    aws.sns.TopicSubscription(
        "page",
        topic=topic.arn,
        protocol="http",
        endpoint=values.endpoint,
        endpoint_auto_confirms=True,
    )
    aws.sns.TopicSubscription("mail", topic=topic.arn, protocol="email", endpoint="ana@example.com")
    _alarms(values, topic)
    _logs(values)
    _slack(topic)
    _scheduled(values)
    _prometheus(values, topic)
    pulumi.export("topic", topic.arn)


RULES = """
groups:
- name: shop
  rules:
  - {{ alert: Errors, expr: "rate(errors_total[5m]) > {threshold}", for: 5m }}
"""
ALERTMANAGER = """
alertmanager_config: |
  route: {{ receiver: pages }}
  receivers:
  - name: pages
    sns_configs: [ {{ topic_arn: "{topic}", sigv4: {{ region: us-east-1 }} }} ]
    pagerduty_configs:
    - {{ routing_key: {{ aws_secrets_manager: {{ secret_arn: "{secret}" }} }} }}
"""


def _prometheus(values: Values, topic: aws.sns.Topic) -> None:
    workspace = aws.amp.Workspace("shop", alias="shop", tags=values.tags)
    aws.amp.RuleGroupNamespace(
        "shop",
        name="shop",
        workspace_id=workspace.id,
        data=RULES.format(threshold=values.threshold),
        tags=values.tags,
    )
    key = aws.kms.Key(
        "shop", description="Keys of pagers", deletion_window_in_days=7, tags=values.tags
    )
    secret = aws.secretsmanager.Secret(
        "shop", name="shop", kms_key_id=key.arn, recovery_window_in_days=0, tags=values.tags
    )
    aws.secretsmanager.SecretVersion(
        "shop", secret_id=secret.id, secret_string=pulumi.Output.secret(f"key-{values.key}")
    )
    aws.secretsmanager.SecretPolicy(
        "shop", secret_arn=secret.arn, policy=secret.arn.apply(_topic_policy)
    )
    aws.amp.AlertManagerDefinition(
        "shop",
        workspace_id=workspace.id,
        definition=pulumi.Output.format(ALERTMANAGER, topic=topic.arn, secret=secret.arn),
    )


def _scheduled(values: Values) -> None:
    """Declare a function of one text, and what starts it."""
    role = aws.iam.Role("runs", assume_role_policy=json.dumps(TRUST))
    function = aws.lambda_.Function(
        "report",
        name="report",
        role=role.arn,
        runtime="python3.13",
        handler="it.handler",
        code=pulumi.AssetArchive({"it.py": pulumi.StringAsset(values.code)}),
        environment={"variables": {"TOPIC": "pages"}},
        tags=values.tags,
    )
    aws.scheduler.Schedule(
        "morning",
        name="morning",
        schedule_expression="cron(0 9 * * ? *)",
        schedule_expression_timezone="Europe/Berlin",
        flexible_time_window={"mode": "OFF"},
        target={"arn": function.arn, "role_arn": role.arn, "input": "{}"},
    )


def _topic_policy(arn: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": arn,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)


def _alarms(values: Values, topic: aws.sns.Topic) -> None:
    cpu = aws.cloudwatch.MetricAlarm(
        "cpu",
        name="cpu",
        comparison_operator="GreaterThanThreshold",
        evaluation_periods=3,
        datapoints_to_alarm=2,
        metric_name="CPUUtilization",
        namespace="AWS/EC2",
        dimensions={"InstanceId": "i-1", "AutoScalingGroupName": "web"},
        period=60,
        extended_statistic="p99",
        threshold=values.threshold,
        alarm_actions=[topic.arn],
        ok_actions=[topic.arn],
        alarm_description="CPU is high",
        tags=values.tags,
    )
    named: list[pulumi.Resource] = [cpu]
    if values.with_errors:
        named.append(_math_alarm())
    aws.cloudwatch.MetricAlarm(
        "band",
        comparison_operator="GreaterThanUpperThreshold",
        evaluation_periods=2,
        threshold_metric_id="ad1",
        metric_queries=[
            _metric("m1", returned=True),
            _expression("ad1", "ANOMALY_DETECTION_BAND(m1, 2)"),
        ],
    )
    aws.cloudwatch.CompositeAlarm(
        "both",
        alarm_name="both",
        alarm_rule=values.rule,
        actions_suppressor={"alarm": "cpu", "extension_period": 60, "wait_period": 60},
        alarm_actions=[topic.arn],
        tags=values.tags,
        opts=pulumi.ResourceOptions(depends_on=named),
    )
    aws.route53.HealthCheck(
        "shop",
        type="HTTPS",
        fqdn="shop.example",
        port=443,
        resource_path="/health",
        request_interval=30,
        failure_threshold=3,
        tags=values.tags,
    )
    aws.route53.HealthCheck(
        "alarm",
        type="CLOUDWATCH_METRIC",
        cloudwatch_alarm_name=cpu.name,
        cloudwatch_alarm_region="us-east-1",
        insufficient_data_health_status="LastKnownStatus",
    )


def _math_alarm() -> aws.cloudwatch.MetricAlarm:
    return aws.cloudwatch.MetricAlarm(
        "errors",
        name="errors",
        comparison_operator="GreaterThanOrEqualToThreshold",
        evaluation_periods=1,
        threshold=0,
        treat_missing_data="notBreaching",
        metric_queries=[
            _expression("rate", "errors / calls * 100"),
            _metric("errors"),
            _metric("calls"),
        ],
    )


def _metric(name: str, *, returned: bool = False) -> aws.cloudwatch.MetricAlarmMetricQueryArgs:
    metric = aws.cloudwatch.MetricAlarmMetricQueryMetricArgs(
        metric_name=name.title(),
        namespace="Shop",
        period=60,
        stat="Sum",
        dimensions={"Service": "api"},
    )
    return aws.cloudwatch.MetricAlarmMetricQueryArgs(
        id=name, metric=metric, return_data=returned or None
    )


def _expression(identifier: str, text: str) -> aws.cloudwatch.MetricAlarmMetricQueryArgs:
    return aws.cloudwatch.MetricAlarmMetricQueryArgs(
        id=identifier, expression=text, label="L", return_data=True
    )


def _logs(values: Values) -> None:
    group = aws.cloudwatch.LogGroup("app", name="/app", retention_in_days=7, tags=values.tags)
    aws.cloudwatch.LogMetricFilter(
        "failures",
        log_group_name=group.name,
        pattern='{ $.level = "error" }',
        metric_transformation=aws.cloudwatch.LogMetricFilterMetricTransformationArgs(
            name="Failures", namespace="Shop", value="1", default_value="0"
        ),
    )
    aws.cloudwatch.QueryDefinition(
        "slow", name="slow", query_string="fields @message", log_group_names=[group.name]
    )
    widget = {"type": "text", "width": 24, "height": 1, "properties": {"markdown": "# Shop"}}
    aws.cloudwatch.Dashboard(
        "shop", dashboard_name="shop", dashboard_body=json.dumps({"widgets": [widget]})
    )


def _slack(topic: aws.sns.Topic) -> None:
    role = aws.iam.Role("chat", assume_role_policy=json.dumps(TRUST))
    aws.iam.RolePolicy("chat", name="read", role=role.name, policy=json.dumps(READ))
    aws.chatbot.SlackChannelConfiguration(
        "alerts",
        configuration_name="alerts",
        iam_role_arn=role.arn,
        slack_channel_id="C1",
        slack_team_id="T1",
        sns_topic_arns=[topic.arn],
        tags={"team": "platform"},
    )

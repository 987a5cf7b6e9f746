"""A digest's schedule, function, roles and failure alarm."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any

import pytest

from components.digest.digest import CODE, cron
from setpoint.catalog.model import Channels, Digest, DigestOfSentry, Subscription, Topic
from tests.components import samples

if TYPE_CHECKING:
    from tests.components.conftest import Plan, Render

TOPIC = "arn:aws:sns:us-east-1:${account}:acme-prod-digest-daily"
DIGEST = Digest(
    id="daily",
    name="acme-prod-digest-daily",
    schedule_role="acme-prod-schedule-daily",
    title="Digest daily of acme prod",
    at=time(9, 5),
    time_zone="Europe/Berlin",
    days=(1, 2, 3, 4, 5, 6, 7),
    topic="digest-daily",
    failure_alarm="acme-prod-digest-daily.failed",
    sentry=DigestOfSentry(
        organization="acme", projects=("web",), environment=None, token_secret="acme/sentry"
    ),
    alarm_prefix="acme-prod-",
    channels=Channels(slack=(), email=("ana@example.com",), sms=()),
)
MAIL = Subscription(id="email-ana", protocol="email", endpoint="ana@example.com")


def planned(render: Render, key: str | None = None, **changes: Any) -> Plan:
    topic = Topic(
        id="digest-daily",
        name="acme-prod-digest-daily",
        display_name="acme",
        subscriptions=(MAIL,),
        regions=("us-east-1",),
        kms_key=key,
    )
    digest = replace(DIGEST, **changes)
    return render(samples.catalog(topics={topic.id: topic}, digests={"daily": digest}))


def statements(plan: Plan, role: str) -> dict[str, str]:
    policy = json.loads(plan.inputs("RolePolicy", role)["policy"])
    return {
        action: one["Resource"]
        for one in policy["Statement"]
        for action in ([one["Action"]] if isinstance(one["Action"], str) else one["Action"])
    }


def test_the_function_is_the_file_and_is_told_what_to_ask(render: Render) -> None:
    function = planned(render).inputs("Function", "daily")
    assert function["handler"] == "digest.handler"
    assert list(function["code"]) == ["digest.py"]
    assert json.loads(function["environment"]["variables"]["DIGEST"]) == {
        "title": "Digest daily of acme prod",
        "topic": TOPIC,
        "time_zone": "Europe/Berlin",
        "days": [1, 2, 3, 4, 5, 6, 7],
        "sentry_url": "https://sentry.io",
        "organization": "acme",
        "projects": ["web"],
        "sentry_environment": None,
        "token_secret": "acme/sentry",
        "alarm_prefix": "acme-prod-",
        "alarm_regions": ["us-east-1"],
    }
    assert "def handler(" in CODE.read_text()


def test_each_role_may_do_what_it_must_and_nothing_else(render: Render) -> None:
    plan = planned(render)
    logs = "arn:aws:logs:us-east-1:${account}:log-group:/aws/lambda/acme-prod-digest-daily:*"
    secret = "arn:aws:secretsmanager:us-east-1:${account}:secret:acme/sentry-??????"
    assert statements(plan, "daily") == {
        "logs:CreateLogStream": logs,
        "logs:PutLogEvents": logs,
        "sns:Publish": TOPIC,
        "secretsmanager:GetSecretValue": secret,
        "cloudwatch:DescribeAlarmHistory": ["arn:aws:cloudwatch:us-east-1:${account}:alarm:*"],
    }
    function = "arn:aws:lambda:us-east-1:${account}:function:acme-prod-digest-daily"
    assert statements(plan, "daily/schedule") == {"lambda:InvokeFunction": function}


def test_what_is_not_asked_is_not_allowed(render: Render) -> None:
    plan = planned(render, sentry=None, alarm_prefix=None)
    assert set(statements(plan, "daily")) == {
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "sns:Publish",
    }


def test_a_secret_named_by_its_arn_is_meant_exactly(render: Render) -> None:
    arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:acme/sentry-AbCdEf"
    sentry = DigestOfSentry(
        organization="acme", projects=("web",), environment=None, token_secret=arn
    )
    plan = planned(render, sentry=sentry)
    assert statements(plan, "daily")["secretsmanager:GetSecretValue"] == arn


def test_the_schedule_is_in_the_digest_s_time_zone(render: Render) -> None:
    schedule = planned(render).inputs("Schedule", "daily")
    assert schedule["scheduleExpression"] == "cron(5 9 * * ? *)"
    assert schedule["scheduleExpressionTimezone"] == "Europe/Berlin"
    assert json.loads(schedule["target"]["input"]) == {"time": "<aws.scheduler.scheduled-time>"}


@pytest.mark.parametrize(
    ("days", "expression"),
    [((1, 2, 3, 4, 5), "cron(5 9 ? * MON,TUE,WED,THU,FRI *)"), ((7,), "cron(5 9 ? * SUN *)")],
)
def test_some_days_only(days: tuple[int, ...], expression: str) -> None:
    assert cron(replace(DIGEST, days=days)) == expression


def test_its_failure_tells_its_own_readers(render: Render) -> None:
    alarm = planned(render).inputs("MetricAlarm", "daily")
    assert (alarm["namespace"], alarm["metricName"]) == ("AWS/Lambda", "Errors")
    assert alarm["dimensions"] == {"FunctionName": "acme-prod-digest-daily"}
    assert alarm["alarmActions"] == [TOPIC]
    assert alarm["treatMissingData"] == "notBreaching"


@pytest.mark.parametrize(
    ("key", "resource", "condition"),
    [
        ("alias/alerts", "arn:aws:kms:us-east-1:${account}:key/*", "alias/alerts"),
        ("mrk-1", "arn:aws:kms:us-east-1:${account}:key/mrk-1", None),
        ("arn:aws:kms:eu-west-1:1:key/k", "arn:aws:kms:eu-west-1:1:key/k", None),
        ("arn:aws:kms:eu-west-1:1:alias/a", "arn:aws:kms:eu-west-1:1:key/*", "alias/a"),
    ],
)
def test_the_function_may_use_the_key_of_its_topic(
    render: Render, key: str, resource: str, condition: str | None
) -> None:
    policy = json.loads(planned(render, key).inputs("RolePolicy", "daily")["policy"])
    (found,) = [each for each in policy["Statement"] if "kms:Decrypt" in each["Action"]]

    assert found["Resource"] == resource
    aliases = {"ForAnyValue:StringEquals": {"kms:ResourceAliases": condition}}
    assert found.get("Condition") == (aliases if condition else None)

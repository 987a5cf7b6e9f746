"""What AWS refuses, the sandbox refuses, also where moto takes it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.accounts import TRUST

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sandbox.aws.accounts import Account

ROLE = "arn:aws:iam::123456789012:role/it"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"


def refused(ask: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        ask()
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def schedule(account: Account, expression: str, *, role: str = ROLE, **more: Any) -> Any:
    return account.client("scheduler").create_schedule(
        Name="it",
        ScheduleExpression=expression,
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": FUNCTION, "RoleArn": role},
        **more,
    )


@pytest.fixture
def role(account: Account) -> None:
    account.client("iam").create_role(RoleName="it", AssumeRolePolicyDocument=TRUST)


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize(
    "expression",
    ["cron(0 9 * * ? *)", "cron(0 9 ? * MON-FRI *)", "rate(5 minutes)", "at(2027-01-01T00:00:00)"],
)
def test_expressions_that_there_are(account: Account, expression: str) -> None:
    assert schedule(account, expression)["ScheduleArn"].endswith("/default/it")


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize(
    "expression",
    [
        "cron(0 9 * * ?)",
        "cron(a b)",
        "rate(0 minutes)",
        "rate(5 weeks)",
        "daily",
        "at(2027-13-01T00:00:00)",
    ],
)
def test_expressions_that_there_are_not(account: Account, expression: str) -> None:
    code, message = refused(lambda: schedule(account, expression))
    assert (code, message) == ("ValidationException", f"Invalid Schedule Expression {expression}.")


@pytest.mark.usefixtures("role")
def test_schedules_in_zones_groups_and_roles_that_there_are_not(account: Account) -> None:
    hourly = "rate(1 hour)"
    zone = refused(lambda: schedule(account, hourly, ScheduleExpressionTimezone="Mars/Base"))
    group = refused(lambda: schedule(account, hourly, GroupName="nope"))
    nobody = refused(lambda: schedule(account, hourly, role=f"{ROLE}-no"))
    assert zone[0] == "ValidationException"
    assert group == ("ResourceNotFoundException", "Schedule group nope does not exist.")
    assert "must allow AWS EventBridge Scheduler to assume the role" in nobody[1]


def test_a_function_needs_its_role(account: Account) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("it.py", "")
    code, message = refused(
        lambda: account.client("lambda").create_function(
            FunctionName="it",
            Role=ROLE,
            Runtime="python3.13",
            Handler="it.handler",
            Code={"ZipFile": content.getvalue()},
        )
    )
    assert code == "InvalidParameterValueException"
    assert message == "The role defined for the function cannot be assumed by Lambda."


@pytest.mark.parametrize("document", ["{", "{}", "[]"])
def test_a_trust_policy_is_one(account: Account, document: str) -> None:
    iam = account.client("iam")
    code, _ = refused(lambda: iam.create_role(RoleName="it", AssumeRolePolicyDocument=document))
    assert code == "MalformedPolicyDocument"


def test_logs_are_kept_for_days_that_aws_offers(account: Account) -> None:
    logs = account.client("logs")
    logs.create_log_group(logGroupName="/app")
    logs.put_retention_policy(logGroupName="/app", retentionInDays=3)
    code, message = refused(
        lambda: logs.put_retention_policy(logGroupName="/app", retentionInDays=2)
    )
    assert (code, message[:47]) == (
        "InvalidParameterException",
        "Invalid retention value. Valid values are: [1, ",
    )


def test_a_secret_in_deletion_takes_nothing(account: Account) -> None:
    secrets = account.client("secretsmanager")
    secrets.create_secret(Name="key", SecretString="a")
    secrets.delete_secret(SecretId="key")
    again = refused(lambda: secrets.create_secret(Name="key", SecretString="b"))
    value = refused(lambda: secrets.put_secret_value(SecretId="key", SecretString="b"))
    assert again[0] == value[0] == "InvalidRequestException"
    assert "already scheduled for deletion" in again[1]
    assert "marked for deletion" in value[1]


def test_a_state_has_json_and_a_subscription_an_arn(account: Account) -> None:
    cloudwatch = account.client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="it",
        Namespace="A",
        MetricName="B",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )
    state = {"AlarmName": "it", "StateValue": "ALARM", "StateReason": "a test"}
    code, _ = refused(lambda: cloudwatch.set_alarm_state(**state, StateReasonData="{"))
    assert code == "InvalidFormat"
    code, message = refused(lambda: account.client("sns").unsubscribe(SubscriptionArn="rubbish"))
    assert (code, "must have at least 6 elements" in message) == ("InvalidParameter", True)

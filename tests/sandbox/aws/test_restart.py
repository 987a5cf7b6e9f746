from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.store import StoreError
from tests.conftest import ROOT
from tests.sandbox.aws.accounts import TRUST, Account, alarm, running

if TYPE_CHECKING:
    from pathlib import Path


ROLE = "arn:aws:iam::123456789012:role/chat"


def make(account: Account) -> dict[str, Any]:
    account.client("cloudwatch").put_metric_alarm(**alarm())
    check = {"Type": "HTTP", "IPAddress": "10.0.0.1"}
    made = account.client("route53").create_health_check(
        CallerReference="r", HealthCheckConfig=check
    )
    logs = account.client("logs")
    logs.create_log_group(logGroupName="/app")
    logs.put_retention_policy(logGroupName="/app", retentionInDays=7)
    role = account.client("iam").create_role(RoleName="chat", AssumeRolePolicyDocument=TRUST)
    return {
        "topic": account.client("sns").create_topic(Name="pages")["TopicArn"],
        "check": made["HealthCheck"]["Id"],
        "role": role["Role"]["RoleId"],
    }


def test_a_restart_keeps_everything(tmp_path: Path) -> None:
    with running(tmp_path) as account:
        made = make(account)
    with running(tmp_path) as account:
        assert account.client("cloudwatch").describe_alarms()["MetricAlarms"]
        assert account.client("sns").list_topics()["Topics"] == [{"TopicArn": made["topic"]}]
        assert account.client("route53").get_health_check(HealthCheckId=made["check"])
        assert account.client("iam").get_role(RoleName="chat")["Role"]["RoleId"] == made["role"]
        group = account.client("logs").describe_log_groups()["logGroups"][0]
        assert group["retentionInDays"] == 7
    for path in (tmp_path / "aws-moto.jsonl", tmp_path / "aws.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_directory_is_another_account(tmp_path: Path) -> None:
    with running(tmp_path / "one") as account:
        make(account)
    with running(tmp_path / "two") as account:
        assert account.client("iam").list_roles()["Roles"] == []
        assert account.client("sns").list_topics()["Topics"] == []


POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"},
    }
)


def change_much(account: Account) -> None:
    """Change something in each service of moto's that components use."""
    iam, secrets = account.client("iam"), account.client("secretsmanager")
    iam.create_role(
        RoleName="chat", AssumeRolePolicyDocument=TRUST, Tags=[{"Key": "a", "Value": "b"}]
    )
    iam.put_role_policy(RoleName="chat", PolicyName="p", PolicyDocument=POLICY)
    secrets.create_secret(Name="key", SecretString="hunter2")
    secrets.put_secret_value(SecretId="key", SecretString="hunter3")
    account.client("logs").create_log_group(logGroupName="/app")
    account.client("amp").create_workspace(alias="metrics")
    account.client("ssm").put_parameter(Name="/a", Value="b", Type="String")
    account.client("scheduler").create_schedule(
        Name="digest",
        ScheduleExpression="rate(1 hour)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": "arn:aws:lambda:us-east-1:123456789012:function:f", "RoleArn": ROLE},
    )
    account.client("events").put_rule(Name="rule", ScheduleExpression="rate(1 hour)")
    account.client("scheduler").delete_schedule(Name="digest")


def look(account: Account) -> list[Any]:
    """Everything that moto tells of it, times and ids included."""
    asked = {
        ("iam", "get_role"): {"RoleName": "chat"},
        ("iam", "get_role_policy"): {"RoleName": "chat", "PolicyName": "p"},
        ("secretsmanager", "describe_secret"): {"SecretId": "key"},
        ("secretsmanager", "get_secret_value"): {"SecretId": "key"},
        ("logs", "describe_log_groups"): {},
        ("amp", "list_workspaces"): {},
        ("ssm", "describe_parameters"): {},
        ("scheduler", "list_schedules"): {},
        ("events", "list_rules"): {},
    }
    told = []
    for (service, operation), arguments in asked.items():
        answer = getattr(account.client(service), operation)(**arguments)
        told.append({key: one for key, one in answer.items() if key != "ResponseMetadata"})
    return told


def test_times_and_ids_are_the_same_after_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as account:
        change_much(account)
        before = look(account)
    for _ in range(2):
        with running(tmp_path) as account:
            assert look(account) == before


def test_a_request_that_was_not_written_to_its_end_is_forgotten(tmp_path: Path) -> None:
    with running(tmp_path) as account:
        change_much(account)
        before = look(account)
    with (tmp_path / "aws-moto.jsonl").open("a") as file:
        file.write('{"method": "PO')
    with running(tmp_path) as account:
        assert look(account) == before
        account.client("iam").create_role(RoleName="other", AssumeRolePolicyDocument=TRUST)
    with running(tmp_path) as account:
        assert account.client("iam").get_role(RoleName="other")


def test_what_is_kept_has_no_signature(tmp_path: Path) -> None:
    with running(tmp_path) as account:
        change_much(account)

    lines = (tmp_path / "aws-moto.jsonl").read_text().splitlines()

    assert {json.loads(line)["service"] for line in lines} >= {"iam", "scheduler", "ssm"}
    assert not [line for line in lines if "Signature=" in line]


ELSEWHERE = {
    "request": {
        "service": "iam", "at": 0, "seed": 0, "status": 201, "method": "POST", "path": "/",
        "query": "", "headers": {}, "body": "",
    },
    "service": {
        "service": "lambda", "at": 0, "seed": 0, "status": 200, "method": "POST", "path": "/",
        "query": "", "headers": {}, "body": "",
    },
    "shape": {"service": "iam"},
    "number": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [b"junk\n", b"\xff\n", *(json.dumps(one).encode() + b"\n" for one in ELSEWHERE.values())],
)
def test_a_file_that_cannot_be_used_names_the_way_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "aws-moto.jsonl").write_bytes(content)
    with pytest.raises(StoreError, match="reset the sandbox"), running(tmp_path):
        pass


def test_no_file_of_the_sandbox_makes_objects() -> None:
    """pickle, marshal and shelve run what a file says; yaml.load and jsonpickle can."""
    sources = [path.read_text() for path in (ROOT / "sandbox").rglob("*.py")]
    assert not [text for text in sources if "pickle" in text or "marshal" in text]

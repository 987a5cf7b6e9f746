from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.store import StoreError
from tests.sandbox.aws.accounts import Account, alarm, running

if TYPE_CHECKING:
    from pathlib import Path


def make(account: Account) -> dict[str, Any]:
    account.client("cloudwatch").put_metric_alarm(**alarm())
    check = {"Type": "HTTP", "IPAddress": "10.0.0.1"}
    made = account.client("route53").create_health_check(
        CallerReference="r", HealthCheckConfig=check
    )
    logs = account.client("logs")
    logs.create_log_group(logGroupName="/app")
    logs.put_retention_policy(logGroupName="/app", retentionInDays=7)
    role = account.client("iam").create_role(RoleName="chat", AssumeRolePolicyDocument="{}")
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
        assert oct((tmp_path / "aws-moto.pickle").stat().st_mode)[-3:] == "600"


def test_another_directory_is_another_account(tmp_path: Path) -> None:
    with running(tmp_path / "one") as account:
        make(account)
    with running(tmp_path / "two") as account:
        assert account.client("iam").list_roles()["Roles"] == []
        assert account.client("sns").list_topics()["Topics"] == []


@pytest.mark.parametrize("content", [b"junk", pickle.dumps({"moto": "0.1", "backends": {}})])
def test_a_snapshot_that_cannot_be_used_names_the_way_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "aws-moto.pickle").write_bytes(content)
    with pytest.raises(StoreError, match="reset the sandbox"), running(tmp_path):
        pass

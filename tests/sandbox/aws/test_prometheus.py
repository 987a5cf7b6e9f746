"""Amazon Managed Prometheus and keys: what is kept, and what AWS would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from tests.sandbox.aws.accounts import Account

RULES = b"groups: [ { name: a, rules: [ { alert: A, expr: up == 0, for: 5m } ] } ]"


@pytest.fixture
def amp(account: Account) -> Any:
    return account.client("amp")


@pytest.fixture
def workspace(amp: Any) -> str:
    return str(amp.create_workspace(alias="shop", tags={"a": "b"})["workspaceId"])


def refused(call: Any, **params: Any) -> str:
    with pytest.raises(ClientError) as error:
        call(**params)
    return f"{error.value.response['Error']['Code']}: {error.value.response['Error']['Message']}"


def test_a_workspace_is_kept_with_its_tags(amp: Any, workspace: str) -> None:
    found = amp.describe_workspace(workspaceId=workspace)["workspace"]
    assert (found["alias"], found["status"]["statusCode"]) == ("shop", "ACTIVE")
    amp.tag_resource(resourceArn=found["arn"], tags={"c": "d", "e": "f"})
    amp.untag_resource(resourceArn=found["arn"], tagKeys=["a", "e"])
    assert amp.list_tags_for_resource(resourceArn=found["arn"])["tags"] == {"c": "d"}
    amp.update_workspace_alias(workspaceId=workspace, alias="other")
    assert [one["alias"] for one in amp.list_workspaces(alias="oth")["workspaces"]] == ["other"]
    amp.delete_workspace(workspaceId=workspace)
    assert "ResourceNotFound" in refused(amp.describe_workspace, workspaceId=workspace)


def test_the_same_request_makes_one_workspace(amp: Any) -> None:
    made = {amp.create_workspace(clientToken="once")["workspaceId"] for _ in range(2)}
    assert len(made) == 1


def test_rules_are_kept_and_replaced(amp: Any, workspace: str) -> None:
    place = {"workspaceId": workspace, "name": "shop"}
    made = amp.create_rule_groups_namespace(**place, data=RULES, tags={"x": "y"})
    assert made["arn"].endswith(f":rulegroupsnamespace/{workspace}/shop")
    assert "Conflict" in refused(amp.create_rule_groups_namespace, **place, data=RULES)
    amp.put_rule_groups_namespace(**place, data=RULES.replace(b"5m", b"6m"))
    found = amp.describe_rule_groups_namespace(**place)["ruleGroupsNamespace"]
    assert b"6m" in found["data"]
    assert found["tags"] == {"x": "y"}
    amp.delete_rule_groups_namespace(**place)
    assert "ResourceNotFound" in refused(amp.delete_rule_groups_namespace, **place)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("{", "error parsing YAML"),
        ("groups: []", "there are no groups"),
        ("groups: [ { name: a }, { name: a } ]", "is repeated in the same file"),
        ("groups: [ { name: a, intervall: 1m } ]", "field intervall not found"),
        ("groups: [ { name: a, rules: [ { expr: up } ] } ]", "'record' and 'alert'"),
        ("groups: [ { name: a, rules: [ { alert: A } ] } ]", "'expr' must be set"),
        ("groups: [ { name: a, rules: [ { alert: A, expr: foo( } ] } ]", "could not parse"),
        ("groups: [ { name: a, rules: [ { alert: A, expr: up, for: 5 } ] } ]", "valid duration"),
        ("groups: [ { name: a, rules: [ { alert: A, expr: up, labels: { a-b: c } } ] } ]", "a-b"),
    ],
)
def test_rules_that_prometheus_would_not_load(
    amp: Any, workspace: str, rules: str, message: str
) -> None:
    said = refused(
        amp.create_rule_groups_namespace, workspaceId=workspace, name="a", data=rules.encode()
    )
    assert said.startswith("ValidationException")
    assert message in said


def definition(receivers: str, route: str = "{ receiver: a }") -> bytes:
    return f"alertmanager_config: |\n  route: {route}\n  receivers: {receivers}\n".encode()


def test_a_workspace_has_one_definition(amp: Any, workspace: str) -> None:
    data = definition("[ { name: a } ]")
    assert "NotFound" in refused(amp.put_alert_manager_definition, workspaceId=workspace, data=data)
    amp.create_alert_manager_definition(workspaceId=workspace, data=data)
    assert "Conflict" in refused(
        amp.create_alert_manager_definition, workspaceId=workspace, data=data
    )
    found = amp.describe_alert_manager_definition(workspaceId=workspace)
    assert found["alertManagerDefinition"]["data"] == data
    amp.delete_alert_manager_definition(workspaceId=workspace)
    assert "NotFound" in refused(amp.describe_alert_manager_definition, workspaceId=workspace)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"route: {}", "alertmanager_config is missing"),
        (definition("[]"), "undefined receiver 'a'"),
        (definition("[ { name: a } ]", "{}"), "default receiver"),
        (definition("[ { name: a }, { name: a } ]"), "not unique"),
        (definition("[ { name: a, slack_configs: [] } ]"), "slack_configs is not supported"),
        (definition("[ { name: a, sns_configs: [ { topic_arn: 'arn:x' } ] } ]"), "needs a region"),
        (definition("[ { name: a, pagerduty_configs: [ { routing_key: k } ] } ]"), "must name a"),
    ],
)
def test_definitions_that_amazon_would_not_run(
    amp: Any, workspace: str, data: bytes, message: str
) -> None:
    said = refused(amp.create_alert_manager_definition, workspaceId=workspace, data=data)
    assert message in said


def test_a_key_is_kept_until_it_waits_for_its_end(account: Account) -> None:
    kms = account.client("kms")
    number = kms.create_key(Description="a", Tags=[{"TagKey": "x", "TagValue": "y"}])
    number = number["KeyMetadata"]["KeyId"]
    kms.enable_key_rotation(KeyId=number)
    assert kms.get_key_rotation_status(KeyId=number)["KeyRotationEnabled"] is True
    kms.untag_resource(KeyId=number, TagKeys=["x"])
    assert kms.list_resource_tags(KeyId=number)["Tags"] == []
    policy = '{"Statement": [{"Principal": {"Service": "aps.amazonaws.com"}}]}'
    assert "in the future" in refused(
        kms.put_key_policy, KeyId=number, PolicyName="default", Policy=policy
    )
    assert "7 to 30" in refused(kms.schedule_key_deletion, KeyId=number, PendingWindowInDays=5)
    kms.schedule_key_deletion(KeyId=number, PendingWindowInDays=7)
    assert kms.describe_key(KeyId=number)["KeyMetadata"]["KeyState"] == "PendingDeletion"
    assert "KMSInvalidState" in refused(kms.enable_key_rotation, KeyId=number)
    assert "NotFound" in refused(kms.describe_key, KeyId="1234")

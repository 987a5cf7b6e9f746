"""The policy has what the plan needs and nothing wider than AWS asks for."""

from __future__ import annotations

import ast
import fnmatch
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.iam import (
    LIMIT,
    Scope,
    State,
    UnknownTypeError,
    boundary_policy,
    load_rules,
    made_once,
    policies,
)
from setpoint.iam.policy import size
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PLANS = sorted(ROOT.glob("tests/golden/*/plan-*.json"))
QUICKSELL = ROOT / "tests" / "golden" / "quicksell" / "plan-prod.json"
IDS = [f"{path.parent.name}-{path.stem}" for path in PLANS]
# What AWS knows by an id of its own making, which no name narrows.
NAMELESS = {"healthcheck/*", "workspace/*", "key/*"}
# Requests of the provider for what the components never give a role.
UNUSED = {
    "iam:DeleteRolePermissionsBoundary",
    "iam:AttachRolePolicy",
    "iam:DetachRolePolicy",
    "logs:AssociateKmsKey",
    "logs:DisassociateKmsKey",
}


# Where IAM calls a service otherwise than its client does.
PREFIXES = {"amp": "aps"}


@dataclass(frozen=True)
class One:
    type: str
    inputs: dict[str, Any] = field(default_factory=dict)
    name: str = "one"


def plan(path: Path) -> list[One]:
    return [One(key.split(" ")[0], inputs) for key, inputs in json.loads(path.read_text()).items()]


def scope(path: Path, **changes: Any) -> Scope:
    environment = path.stem.removeprefix("plan-")
    prefix = f"{path.parent.name}-{environment}"
    given = {"prefix": prefix, "region": "us-east-1", "account": "123456789012"}
    return Scope(**{**given, **changes})


def tags(path: Path, kind: str) -> dict[str, str]:
    environment = path.stem.removeprefix("plan-")
    given = {"environment": environment, "managed-by": "setpoint", "organization": path.parent.name}
    return {f"{kind}/{name}": value for name, value in given.items()}


def statements(documents: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    return [one for document in documents for one in document["Statement"]]


def allows(documents: tuple[dict[str, Any], ...], action: str, arn: str) -> bool:
    return any(
        action in one["Action"] and any(fnmatch.fnmatchcase(arn, p) for p in one["Resource"])
        for one in statements(documents)
    )


@pytest.mark.parametrize("path", PLANS, ids=IDS)
def test_every_type_of_the_golden_plans_is_in_the_table(path: Path) -> None:
    types = {one.type for one in plan(path) if one.type.startswith("aws:")}
    assert types
    assert types <= set(load_rules())


@pytest.mark.parametrize("path", PLANS, ids=IDS)
def test_nothing_is_wider_than_it_must_be(path: Path) -> None:
    reasons = {action for rules in load_rules().values() for rule in rules
               if rule.reason for action in rule.actions}  # fmt: skip
    for one in statements(policies(plan(path), scope(path))):
        assert all("*" not in action for action in one["Action"])
        if "*" in one["Resource"]:
            assert set(one["Action"]) <= reasons
        for arn in set(one["Resource"]) - {"*"}:
            name = arn.split(":", 5)[-1]
            if name == "alarm:*":  # a list, which IAM judges by no name
                assert one["Action"] == ["cloudwatch:DescribeAlarms"]
            elif name not in NAMELESS:
                assert path.stem.removeprefix("plan-") in name, arn
            elif name != "healthcheck/*":  # Route 53 knows no conditions on tags
                assert one["Condition"] == {"StringEquals": tags(path, "aws:ResourceTag")}


def test_every_rule_without_a_resource_says_why() -> None:
    for token, rules in load_rules().items():
        for rule in rules:
            assert bool(rule.resource) != bool(rule.reason), token


@pytest.mark.parametrize(
    "path", sorted(QUICKSELL.parent.glob("plan-*.json")), ids=lambda path: path.stem
)
def test_it_allows_what_the_plan_does(path: Path) -> None:
    documents = policies(plan(path), scope(path))
    start, name = "arn:aws:{}:us-east-1:123456789012:{}", scope(path).prefix
    for action, arn in (
        ("cloudwatch:PutMetricAlarm", start.format("cloudwatch", f"alarm:{name}-api-latency-p95")),
        ("cloudwatch:PutCompositeAlarm", start.format("cloudwatch", f"alarm:{name}-api-latency")),
        ("sns:CreateTopic", start.format("sns", f"{name}-critical")),
        ("sns:SetTopicAttributes", start.format("sns", f"{name}-critical")),
        ("logs:PutMetricFilter", start.format("logs", f"log-group:/{name.replace('-', '/')}/api")),
        ("iam:PassRole", f"arn:aws:iam::123456789012:role/{name}-slack"),
    ):
        assert allows(documents, action, arn), (action, arn)


@pytest.mark.parametrize("path", PLANS, ids=IDS)
def test_it_allows_nothing_of_other_teams(path: Path) -> None:
    documents = policies(plan(path), scope(path))
    start = "arn:aws:{}:us-east-1:123456789012:{}"
    other = start.format("cloudwatch", "alarm:other-team-alarm")
    assert not allows(documents, "cloudwatch:PutMetricAlarm", other)
    assert not allows(documents, "cloudwatch:DeleteAlarms", other)
    assert not allows(documents, "iam:PutRolePolicy", "arn:aws:iam::123456789012:role/admin")


@pytest.mark.parametrize("path", PLANS, ids=IDS)
def test_nobody_gives_a_foreign_key_the_tags_that_open_it(path: Path) -> None:
    """By a tag its holder could take over any key that its own policy leaves to IAM."""
    tagging = [one for one in statements(policies(plan(path), scope(path)))
               if "kms:TagResource" in one["Action"]]  # fmt: skip
    assert all(
        one["Condition"] == {"StringEquals": tags(path, "aws:ResourceTag")} for one in tagging
    )
    assert bool(tagging) == (path.parent.name == "storesync" and path.stem == "plan-prod")


def test_nothing_is_tagged_that_its_name_or_its_own_tags_don_t_narrow() -> None:
    for token, rules in load_rules().items():
        for rule in rules:
            if rule.once or not any("TagResource" in action for action in rule.actions):
                continue
            nameless = rule.resource is None or rule.resource.split(":", 5)[-1] in NAMELESS
            assert not nameless or rule.tags == "resource", token


def test_a_key_is_made_by_the_first_up_with_the_tags_that_its_later_actions_ask_for() -> None:
    path = QUICKSELL.parent.parent / "storesync" / "plan-prod.json"
    assert not allows(policies(plan(path), scope(path)), "kms:CreateKey", "*")
    making = [one for one in statements(policies(plan(path), scope(path), first=True))
              if "kms:CreateKey" in one["Action"]]  # fmt: skip
    assert [one["Condition"] for one in making] == [{"StringEquals": tags(path, "aws:RequestTag")}]
    assert making[0]["Action"] == ["kms:CreateKey", "kms:TagResource"]
    assert made_once(plan(path)) == ("one",)


ACCOUNT = "123456789012"
SECRET = f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:storesync-prod-"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:broxiva-prod-"


@pytest.mark.parametrize(
    "action",
    ["GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage", "UpdateSecret",
     "CreateSecret", "PutResourcePolicy", "DeleteResourcePolicy", "TagResource"],
)  # fmt: skip
def test_a_secret_that_is_merely_called_alike_is_not_read_or_written(action: str) -> None:
    path = QUICKSELL.parent.parent / "storesync" / "plan-prod.json"
    written = [
        One(one.type, {**one.inputs, **{key: value.replace("ap-southeast-1", "us-east-1")
            for key, value in one.inputs.items() if key in {"secretId", "secretArn"}}})
        for one in plan(path)
    ]  # fmt: skip
    found = policies(written, scope(path), first=True)
    assert allows(found, f"secretsmanager:{action}", f"{SECRET}alertmanager-Ab12Cd")
    assert not allows(found, f"secretsmanager:{action}", f"{SECRET}database-Ab12Cd")
    assert not allows(found, f"secretsmanager:{action}", f"{SECRET}alertmanager-of-us-Ab12Cd")


@pytest.mark.parametrize(
    "action", ["CreateFunction", "UpdateFunctionCode", "UpdateFunctionConfiguration", "TagResource"]
)
def test_a_function_that_is_merely_called_alike_gets_no_code(action: str) -> None:
    path = QUICKSELL.parent.parent / "broxiva" / "plan-prod.json"
    found = policies(plan(path), scope(path))
    assert allows(found, f"lambda:{action}", f"{FUNCTION}digest-weekly")
    assert not allows(found, f"lambda:{action}", f"{FUNCTION}checkout")


def test_a_role_is_passed_to_chatbot_alone() -> None:
    passing = [one for one in statements(policies(plan(QUICKSELL), scope(QUICKSELL)))
               if "iam:PassRole" in one["Action"]]  # fmt: skip
    assert [one["Condition"] for one in passing] == [
        {"StringEquals": {"iam:PassedToService": "chatbot.amazonaws.com"}}
    ]
    assert passing[0]["Action"] == ["iam:PassRole"]


def test_an_alarm_of_another_region_is_allowed_there() -> None:
    alarm = One(
        "aws:cloudwatch/metricAlarm:MetricAlarm", {"name": "acme-prod-a", "region": "us-east-1"}
    )
    (document,) = policies([alarm], Scope(prefix="acme-prod", region="eu-west-1"))
    found = {arn for one in document["Statement"] for arn in one["Resource"]}
    place = "arn:aws:cloudwatch:us-east-1:*:alarm:"
    assert found == {f"{place}acme-prod-*", f"{place}*"}


def test_other_partitions_have_their_arns() -> None:
    topic = One("aws:sns/topic:Topic", {"name": "acme-prod-a"})
    (document,) = policies([topic], Scope(prefix="acme-prod", region="us-gov-west-1"))
    assert document["Statement"][0]["Resource"] == [
        "arn:aws-us-gov:sns:us-gov-west-1:*:acme-prod-*"
    ]


def test_a_name_that_merely_begins_alike_is_not_widened() -> None:
    topic = One("aws:sns/topic:Topic", {"name": "my-acme-prod-a"})
    (document,) = policies([topic], Scope(prefix="acme-prod", region="eu-west-1"))
    assert document["Statement"][0]["Resource"] == ["arn:aws:sns:eu-west-1:*:my-acme-prod-a"]


def test_a_type_that_is_not_in_the_table_is_an_error() -> None:
    with pytest.raises(UnknownTypeError, match="aws:s3/bucket:Bucket"):
        policies([One("aws:s3/bucket:Bucket")], Scope(prefix="a", region="eu-west-1"))


def test_a_long_policy_is_split_and_stays_whole() -> None:
    filters = [
        One("aws:cloudwatch/logMetricFilter:LogMetricFilter", {"logGroupName": f"/acme/{n:04}" * 9})
        for n in range(200)
    ]
    documents = policies(filters, Scope(prefix="acme-prod", region="eu-west-1"))
    assert len(documents) > 1
    assert all(size(document) <= LIMIT for document in documents)
    said = [arn for one in statements(documents) for arn in one["Resource"]]
    assert len(said) == len(set(said)) == 400


@pytest.mark.parametrize("path", PLANS, ids=IDS)
def test_the_policies_fit(path: Path) -> None:
    documents = policies(plan(path), scope(path, state=State("alerting-pulumi", "alerts", "prod")))
    assert documents
    assert all(size(document) <= LIMIT for document in documents)


OF_STATE = "arn:aws:s3:::acme-pulumi/.pulumi/"
KEYS = (
    "stacks/alerts/{}.json",
    "stacks/alerts/{}.json.bak",
    "stacks/alerts/{}.json.gz",
    "stacks/alerts/{}.pulumi-tags",
    "history/alerts/{0}/{0}-1.history.json",
    "backups/alerts/{0}/{0}.1.json",
    "locks/organization/alerts/{}/a.json",
)


def of_state(*, first: bool = False) -> tuple[dict[str, Any], ...]:
    where = Scope(
        prefix="acme-staging",
        region="eu-west-1",
        state=State("acme-pulumi", "alerts", "staging"),
    )
    return policies([], where, first=first)


@pytest.mark.parametrize("action", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"])
def test_a_deployer_has_its_own_state_and_no_other_s(action: str) -> None:
    """An attack: staging's deployer reads, overwrites and deletes prod's state."""
    documents = of_state()
    for key in KEYS:
        assert allows(documents, action, OF_STATE + key.format("staging")), key
        for other in ("prod", "staging-eu"):
            assert not allows(documents, action, OF_STATE + key.format(other)), key
        other_project = key.replace("alerts", "other").format("staging")
        assert not allows(documents, action, OF_STATE + other_project)


def test_the_layout_of_the_bucket_is_written_once() -> None:
    meta = f"{OF_STATE}meta.yaml"
    assert allows(of_state(), "s3:GetObject", meta)
    assert not allows(of_state(), "s3:PutObject", meta)
    assert allows(of_state(first=True), "s3:PutObject", meta)
    assert not allows(of_state(first=True), "s3:DeleteObject", meta)


def test_every_request_of_the_provider_s_resources_is_in_the_table() -> None:
    folder = ROOT / "sandbox" / "plugins" / "aws" / "resources"
    listed = {
        action for rules in load_rules().values() for rule in rules for action in rule.actions
    }
    checked = 0
    for file in folder.glob("*.py"):
        text = file.read_text("utf-8")
        tokens = set(re.findall(r'token = "(aws:[^"]+)"', text))
        if tokens & set(load_rules()):
            called = set(_calls(text)) - UNUSED - {"sts:GetCallerIdentity"}
            checked += len(called)
            assert called <= listed, file.name
    assert checked > 20


def _calls(source: str) -> list[str]:
    """Return the operations that a module of the plugin asks of AWS, as IAM's actions."""
    return [
        f"{_prefix(node.args[0].value)}:{node.args[1].value.title().replace('_', '')}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "call"
        and len(node.args) > 1
        and all(isinstance(argument, ast.Constant) for argument in node.args[:2])
    ]


def _prefix(service: str) -> str:
    return PREFIXES.get(service, service)


BOUNDARY = "arn:aws:iam::123456789012:policy/alerting-boundary"
ROLE = One("aws:iam/role:Role", {"name": "acme-prod-slack", "permissionsBoundary": BOUNDARY})
ROLE_POLICY = One(
    "aws:iam/rolePolicy:RolePolicy",
    {
        "role": "acme-prod-slack",
        "policy": json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": "sns:Publish",
                        "Resource": "arn:aws:sns:eu-west-1:${account}:acme-prod-high",
                    }
                ],
            }
        ),
    },
)
# What lets its holder give a role another power, or take its bounds away.
ESCALATING = ("iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy",
              "iam:PutRolePermissionsBoundary", "iam:AttachRolePolicy",
              "iam:DeleteRolePermissionsBoundary", "iam:CreatePolicyVersion",
              "iam:SetDefaultPolicyVersion")  # fmt: skip


def bounded() -> tuple[dict[str, Any], ...]:
    where = Scope(prefix="acme-prod", region="eu-west-1", account="123456789012")
    return policies([ROLE, ROLE_POLICY], where)


@pytest.mark.parametrize("action", ESCALATING)
def test_roles_are_touched_only_with_their_boundary(action: str) -> None:
    allowing = [one for one in statements(bounded()) if action in one["Action"]]

    assert all(
        one["Condition"] == {"StringEquals": {"iam:PermissionsBoundary": BOUNDARY}}
        for one in allowing
    )
    assert all(one["Resource"] == ["arn:aws:iam::123456789012:role/acme-prod-slack"]
               for one in allowing)  # fmt: skip


def test_the_boundary_is_what_the_roles_may_do_and_no_more() -> None:
    where = Scope(prefix="acme-prod", region="eu-west-1", account="123456789012")

    (statement,) = boundary_policy([ROLE, ROLE_POLICY, ROLE_POLICY], where)["Statement"]

    assert statement["Action"] == "sns:Publish"
    assert statement["Resource"] == "arn:aws:sns:eu-west-1:123456789012:acme-prod-high"


@pytest.mark.parametrize("path", PLANS, ids=IDS)
def test_every_role_of_the_golden_plans_is_within_a_boundary(path: Path) -> None:
    made = [
        One(one.type, {**one.inputs, "policy": json.dumps(one.inputs["policy"])})
        for one in plan(path)
        if one.type == "aws:iam/rolePolicy:RolePolicy"
    ]
    bound = json.dumps(boundary_policy(made, scope(path))["Statement"])
    for one in made:
        text = one.inputs["policy"].replace("${account}", "123456789012")
        assert all(json.dumps(each) in bound for each in json.loads(text)["Statement"])

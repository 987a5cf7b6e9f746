"""The policies allow every request that Terraform's AWS provider was seen to make."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from botocore.session import Session

from setpoint.iam import Scope, policies
from tests.conftest import ROOT
from tests.iam.test_policy import One, allows, plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REGION, ACCOUNT = "us-east-1", "123456789012"
# What the provider asks to learn its account: the first needs no permission, and without the
# second it goes on (aws-sdk-go-base, GetAccountIDAndPartition).
NOT_NEEDED = {"sts:GetCallerIdentity", "iam:GetUser"}
TARGETS = {"Logs_20140328": "logs", "secretsmanager": "secretsmanager", "TrentService": "kms"}
VERSIONS = {"2010-05-08": "iam", "2010-03-31": "sns", "2011-06-15": "sts"}
# Clients' names of services whose operations have paths, and IAM's.
PATHS = {"amp": "aps", "chatbot": "chatbot", "lambda": "lambda", "route53": "route53"}
PATHS |= {"scheduler": "scheduler"}


@cache
def paths() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Method, pattern of the path and IAM's action of every operation that has a path."""
    found = []
    for client, service in PATHS.items():
        model = Session().get_service_model(client)
        for name in model.operation_names:
            http = model.operation_model(name).http
            uri = re.escape(http["requestUri"].partition("?")[0])
            pattern = re.sub(r"\\\{\w+(\\\+)?\\\}", "[^/]+", uri)
            found.append((http["method"], re.compile(f"{pattern}/?"), f"{service}:{name}"))
    return tuple(found)


def action(request: dict[str, Any]) -> str:
    path, operation = request["path"].partition("?")[0], request["operation"]
    if path.startswith("/service/GraniteServiceVersion20100801/"):
        return f"cloudwatch:{operation}"
    if request["target"]:
        return f"{TARGETS[request['target'].partition('.')[0]]}:{operation}"
    if path == "/":
        version = re.search(r"Version=([\d-]+)", request["body"])
        assert version, request
        return f"{VERSIONS[version[1]]}:{operation}"
    if path.startswith("/tags/arn:aws:aps:"):  # the ARN has a slash of its own
        path = "/tags/arn"
    found = [
        name
        for method, pattern, name in paths()
        if method == request["method"] and pattern.fullmatch(path)
    ]
    assert len(found) == 1 or path == "/tags/arn", request
    return "aps:ListTagsForResource" if path == "/tags/arn" else found[0]


@pytest.fixture(scope="module")
def recorded(shared_dir: Path) -> dict[str, set[str]]:
    """The actions of each stack's requests."""
    found: dict[str, set[str]] = {}
    for line in (shared_dir / "recordings/aws/requests.jsonl").read_text("utf-8").splitlines():
        request = {"target": None, **json.loads(line)}
        found.setdefault(request["stack"], set()).add(action(request))
    return found


def documents(stack: str) -> tuple[dict[str, Any], ...]:
    planned = plan(ROOT / "tests" / "golden" / stack / "plan-prod.json")
    where = Scope(prefix=f"{stack}-prod", region=REGION, account=ACCOUNT)
    return policies(planned, where, first=True)


def actions(stack: str) -> Iterator[str]:
    return (name for one in documents(stack) for s in one["Statement"] for name in s["Action"])


def test_every_recorded_request_is_allowed(recorded: dict[str, set[str]]) -> None:
    assert len(recorded) == 4
    for stack, needed in recorded.items():
        assert needed - NOT_NEEDED - set(actions(stack)) == set(), stack


def test_alarms_are_described_by_no_name_of_theirs() -> None:
    alarm = One("aws:cloudwatch/metricAlarm:MetricAlarm", {"name": "acme-prod-x"})
    found = policies([alarm], Scope(prefix="acme-prod", region=REGION, account=ACCOUNT))

    every = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:*"
    assert allows(found, "cloudwatch:DescribeAlarms", every)
    assert not allows(found, "cloudwatch:DeleteAlarms", every)


def test_a_workspace_is_read_with_its_logging() -> None:
    assert "aps:DescribeLoggingConfiguration" in set(actions("storesync"))

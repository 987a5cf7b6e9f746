"""Rules of Prometheus and pages of its Alertmanager, from a config to the accounts and away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.components.test_prometheus import CONFIG
from tests.e2e.conftest import Project, project_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path, engine: Path) -> Iterator[Project]:
    """The config in a project and a sandbox of its own."""
    del engine  # only that there is one
    stack = "config: { aws:region: us-east-1 }\n"
    files = {"alerts.yaml": CONFIG.lstrip(), "Pulumi.prod.yaml": stack}
    with project_of(tmp_path / "acme", files, forked=True) as project:
        yield project


def test_rules_and_pages_from_up_to_destroy(project: Project) -> None:
    assert project.operate("up", "prod")["succeeded"]

    amp = project.aws("amp")
    (workspace,) = amp.list_workspaces()["workspaces"]
    place = {"workspaceId": workspace["workspaceId"]}
    found = amp.describe_rule_groups_namespace(**place, name="acme-prod-shop")
    (group,) = yaml.safe_load(found["ruleGroupsNamespace"]["data"])["groups"]
    assert [rule["alert"] for rule in group["rules"]] == ["Down", "Slow"]
    data = amp.describe_alert_manager_definition(**place)["alertManagerDefinition"]["data"]
    config = yaml.safe_load(yaml.safe_load(data)["alertmanager_config"])
    (paged,) = [one for one in config["receivers"] if "pagerduty_configs" in one]
    key = paged["pagerduty_configs"][0]["routing_key"]["aws_secrets_manager"]
    value = project.aws("secretsmanager").get_secret_value(SecretId=key["secret_arn"])
    assert json.loads(value["SecretString"])[key["secret_key"]]

    again = project.operate("up", "prod")
    assert {op for op, count in again["counts"].items() if count} == {"same"}
    project.edit("alerts.yaml", "seconds > 3", "seconds > 4")
    changed = project.operate("up", "prod")
    assert changed["counts"].get("update") == 1

    project.run("destroy", "--env", "prod", "--sandbox", "--yes")
    assert amp.list_workspaces()["workspaces"] == []

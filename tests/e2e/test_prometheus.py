"""Rules of Prometheus and pages of its Alertmanager, from a config to the accounts and away."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import yaml

from tests.components.test_prometheus import CONFIG
from tests.e2e.conftest import ROOT, Project, link_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture
def project(tmp_path: Path, engine: Path) -> Iterator[Project]:
    """The config in a project and a sandbox of its own."""
    del engine  # only that there is one
    root = tmp_path / "acme"
    root.mkdir()
    (root / "alerts.yaml").write_text(CONFIG.lstrip(), "utf-8")
    for name in ("Pulumi.yaml", "__main__.py"):
        shutil.copy(ROOT / name, root)
    link_plugin(root)
    (root / "Pulumi.prod.yaml").write_text("config: { aws:region: us-east-1 }\n")
    project = Project(root)
    try:
        yield project
    finally:
        project.run("sandbox", "stop", code=None)


def client(project: Project, service: str) -> Any:
    return boto3.client(
        service,
        endpoint_url=project.url("aws"),
        region_name="us-east-1",
        aws_access_key_id="sandbox",
        aws_secret_access_key="sandbox",
    )


def test_rules_and_pages_from_up_to_destroy(project: Project) -> None:
    assert project.operate("up", "prod")["succeeded"]

    amp = client(project, "amp")
    (workspace,) = amp.list_workspaces()["workspaces"]
    place = {"workspaceId": workspace["workspaceId"]}
    found = amp.describe_rule_groups_namespace(**place, name="acme-prod-shop")
    (group,) = yaml.safe_load(found["ruleGroupsNamespace"]["data"])["groups"]
    assert [rule["alert"] for rule in group["rules"]] == ["Down", "Slow"]
    data = amp.describe_alert_manager_definition(**place)["alertManagerDefinition"]["data"]
    config = yaml.safe_load(yaml.safe_load(data)["alertmanager_config"])
    (paged,) = [one for one in config["receivers"] if "pagerduty_configs" in one]
    key = paged["pagerduty_configs"][0]["routing_key"]["aws_secrets_manager"]
    value = client(project, "secretsmanager").get_secret_value(SecretId=key["secret_arn"])
    assert json.loads(value["SecretString"])[key["secret_key"]]

    again = project.operate("up", "prod")
    assert {op for op, count in again["counts"].items() if count} == {"same"}
    project.edit("alerts.yaml", "seconds > 3", "seconds > 4")
    changed = project.operate("up", "prod")
    assert changed["counts"].get("update") == 1

    project.run("destroy", "--env", "prod", "--sandbox", "--yes")
    assert amp.list_workspaces()["workspaces"] == []

"""Amazon Managed Prometheus: workspace, rules, Alertmanager and PagerDuty's keys."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from components.prometheus.definition import MESSAGES
from setpoint.automation.plan import render_plan
from setpoint.catalog import build
from setpoint.config import find_project, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Inputs = dict[tuple[str, str], dict[str, Any]]

# What stands below the name of a service.
SERVICE = """\
    team: core
    escalation: core
    alerts:
      down: { severity: critical, summary: It is down, prometheus: { expr: up == 0, for: 1m } }
      slow: { severity: high, summary: It is slow, prometheus: { expr: seconds > 3 } }
"""
CONFIG = (
    """
organization: acme
prometheus: { workspace: managed }
slack: { workspace: T0ACME, channels: { "#alerts": C0ALERTS } }
people: { ana: { name: Ana, email: ana@example.com } }
teams: { core: { name: Core, people: [ana] } }
escalations: { core: { rules: [ { notify: [ { person: ana } ] } ] } }
severities:
  critical: { page: high, slack: ["#alerts"], email: [oncall@example.com] }
  high: { slack: ["#alerts"] }
services:
  shop:
"""
    + SERVICE
)


@pytest.fixture
def planned(tmp_path: Path) -> Callable[..., Inputs]:
    """Return a function from an overlay to the inputs of what would be made, by type and name."""

    def plan(overlay: str = "{}") -> Inputs:
        (tmp_path / "Pulumi.yaml").write_text("name: acme\nruntime: python\n")
        stack = f"config:\n  aws:region: eu-west-1\n  setpoint:config: {overlay}\n"
        (tmp_path / "Pulumi.prod.yaml").write_text(stack)
        (tmp_path / "alerts.yaml").write_text(CONFIG.lstrip())
        found = render_plan(build(load(find_project(tmp_path), "prod")))
        return {(one.type.rpartition(":")[2], one.name): one.inputs for one in found}

    return plan


def alertmanager(found: Inputs) -> dict[str, Any]:
    definition = found["AlertManagerDefinition", "alertmanager"]["definition"]
    config: dict[str, Any] = yaml.safe_load(yaml.safe_load(definition)["alertmanager_config"])
    return config


def receiver(found: Inputs, name: str) -> dict[str, Any]:
    (wanted,) = [one for one in alertmanager(found)["receivers"] if one["name"] == name]
    return dict(wanted)


def test_rules_go_into_a_workspace_that_is_made(planned: Callable[..., Inputs]) -> None:
    found = planned()

    assert found["Workspace", "prometheus"]["alias"] == "acme-prod"
    namespace = found["RuleGroupNamespace", "shop"]
    assert namespace["name"] == "acme-prod-shop"
    assert namespace["workspaceId"] == "${Workspace prometheus}"
    (group,) = yaml.safe_load(namespace["data"])["groups"]
    assert [rule["alert"] for rule in group["rules"]] == ["Down", "Slow"]


def test_a_workspace_that_there_is_is_used(planned: Callable[..., Inputs]) -> None:
    number = "ws-12345678-abcd-abcd-abcd-123456789abc"
    found = planned(f"{{ prometheus: {{ workspace: {number} }} }}")

    assert ("Workspace", "prometheus") not in found
    assert found["RuleGroupNamespace", "shop"]["workspaceId"] == number


def test_without_a_workspace_pages_alone_are_provisioned(planned: Callable[..., Inputs]) -> None:
    kinds = {kind for kind, _ in planned("{ prometheus: { workspace: none } }")}

    assert "ServiceIntegration" in kinds
    assert not kinds & {"Workspace", "RuleGroupNamespace", "AlertManagerDefinition", "Topic", "Key"}


def test_alertmanager_pages_with_the_key_of_the_secret(planned: Callable[..., Inputs]) -> None:
    found = planned()

    (page,) = receiver(found, "critical")["pagerduty_configs"]
    key = page["routing_key"]["aws_secrets_manager"]
    assert key["secret_key"] == "shop"
    assert key["secret_arn"].endswith(":secret:acme-prod-alertmanager")
    assert page["send_resolved"] is True
    assert found["SecretVersion", "alertmanager"]["secretString"] == "[secret]"
    override = found["EventOrchestrationService", "shop"]["sets"][0]["rules"][0]
    expressions = [one["expression"] for one in override["conditions"]]
    assert "event.custom_details.AlarmName matches 'shop/Down/critical'" in expressions


def test_where_nobody_is_paged_there_is_no_key(planned: Callable[..., Inputs]) -> None:
    kinds = {kind for kind, _ in planned("{ paging: false }")}

    assert "AlertManagerDefinition" in kinds
    assert not kinds & {"Key", "Secret", "SecretVersion", "SecretPolicy"}


def test_people_and_slack_get_messages_of_their_own_form(planned: Callable[..., Inputs]) -> None:
    found = planned()
    told = {
        one["topic_arn"].rpartition(":")[2]: one["message"]
        for one in receiver(found, "critical")["sns_configs"]
    }

    assert told == {
        "acme-prod-critical-prometheus": '{{ template "setpoint.text" . }}',
        "acme-prod-critical-prometheus-slack": '{{ template "setpoint.slack" . }}',
    }
    (only,) = receiver(found, "high")["sns_configs"]
    assert only["message"] == '{{ template "setpoint.slack" . }}'
    assert only["sigv4"] == {"region": "eu-west-1"}


def test_only_workspaces_of_the_account_may_publish_and_read(
    planned: Callable[..., Inputs],
) -> None:
    found = planned()

    for kind, name in (("TopicPolicy", "high"), ("SecretPolicy", "alertmanager")):
        statements = json.loads(found[kind, name]["policy"])["Statement"]
        service = {"Service": "aps.amazonaws.com"}
        (ours,) = [one for one in statements if one["Principal"] == service]
        source = ours["Condition"]["ArnLike"]["aws:SourceArn"]
        assert source == "arn:aws:aps:eu-west-1:${account}:workspace/*"
        assert ours["Condition"]["StringEquals"] == {"aws:SourceAccount": "${account}"}
    key = json.loads(found["Key", "alertmanager"]["policy"])["Statement"]
    assert key[0]["Principal"] == {"AWS": "arn:aws:iam::${account}:root"}
    assert key[1]["Action"] == "kms:Decrypt"


DATA = {
    "status": "firing",
    "alerts": [{"status": "firing", "labels": {}, "annotations": {}}],
    "commonLabels": {"alertname": "Down", "service": "shop", "environment": "prod"},
    "commonAnnotations": {"summary": '"Shop" is \\ down', "condition": "up == 0", "owner": "Core"},
}


@pytest.mark.skipif(shutil.which("amtool") is None, reason="amtool is not installed")
@pytest.mark.parametrize("runbook", [None, "https://example.com/r"])
def test_messages_read_well_and_slack_s_are_json(runbook: str | None, tmp_path: Path) -> None:
    annotations = {**DATA["commonAnnotations"], **({"runbook_url": runbook} if runbook else {})}
    (tmp_path / "data.json").write_text(json.dumps({**DATA, "commonAnnotations": annotations}))
    (tmp_path / "messages.tmpl").write_text(MESSAGES)

    slack = json.loads(rendered("setpoint.slack", tmp_path))

    assert slack["source"] == "custom"
    assert slack["content"]["title"] == 'FIRING: "Shop" is \\ down'
    lines = slack["content"]["description"].splitlines()
    assert lines == ["Down (shop, prod)", "up == 0", *([f"Runbook: {runbook}"] if runbook else [])]
    text = rendered("setpoint.text", tmp_path).splitlines()
    assert text[:3] == ['FIRING: "Shop" is \\ down', "1 firing, 0 resolved", "Condition: up == 0"]
    assert (text[-1] == f"Runbook: {runbook}") is bool(runbook)


def rendered(name: str, folder: Path) -> str:
    asked = ["amtool", "template", "render", "--template.glob=messages.tmpl"]
    asked += [f'--template.text={{{{ template "{name}" . }}}}', "--template.data=data.json"]
    asked += ["--template.type=text"]
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()

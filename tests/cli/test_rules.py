"""The files of a server of one's own."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.components.test_prometheus import SERVICE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Setpoint = Callable[..., CompletedProcess[str]]

RULES = (
    """
prometheus:
  workspace: none
  alertmanager: { smtp: { smarthost: "mail.example.com:587", sender: a@example.com, username: a } }
escalations: { core: { rules: [ { notify: [ { person: ana } ] } ] } }
severities:
  critical:
    { page: high, slack: ["#alerts"], email: [oncall@example.com], people: [ana], webhooks: [app] }
webhooks: { app: { url: "https://app.example.com/hook" } }
services:
  web:
"""
    + SERVICE
)


@pytest.fixture
def with_rules(project: Path) -> Path:
    """The project with rules of Prometheus."""
    (project / "alerts").mkdir()
    (project / "alerts.yaml").rename(project / "alerts" / "alerts.yaml")
    (project / "alerts" / "rules.yaml").write_text(RULES)
    return project


def test_files_are_written_and_told(setpoint: Setpoint, with_rules: Path) -> None:
    result = setpoint("rules", "--env", "prod", "--out", "out")

    assert result.stdout.splitlines() == ["out/rules/web.yaml", "out/alertmanager.yaml"]
    (group,) = yaml.safe_load((with_rules / "out/rules/web.yaml").read_text())["groups"]
    assert (group["name"], group["interval"]) == ("web", "1m")
    down, slow = group["rules"]
    assert (down["alert"], down["expr"], down["for"]) == ("Down", "up == 0", "1m")
    assert "for" not in slow


def test_keys_are_read_from_files_on_the_server(setpoint: Setpoint, with_rules: Path) -> None:
    setpoint("rules", "--env", "prod", "--out", "out")

    document = yaml.safe_load((with_rules / "out/alertmanager.yaml").read_text())
    assert document["global"]["smtp_auth_password_file"].endswith("/secrets/smtp-password")
    (paged,) = [one for one in document["receivers"] if one["name"] == "critical"]
    (page,) = paged["pagerduty_configs"]
    assert page["routing_key_file"] == "/etc/alertmanager/secrets/pagerduty-web"
    assert (
        page["details"]["AlarmName"] == "{{ .CommonLabels.service }}/{{ .CommonLabels.alertname }}"
        "/{{ .CommonLabels.severity }}"
    )
    assert paged["slack_configs"][0]["api_url_file"].endswith("/slack-alerts")
    told = [one["to"] for one in paged["email_configs"]]
    assert told == ["oncall@example.com", "ana@example.com"]
    assert paged["webhook_configs"][0]["url"] == "https://app.example.com/hook"


def test_printed_files_are_the_written_ones(setpoint: Setpoint, with_rules: Path) -> None:
    setpoint("rules", "--env", "prod", "--out", "out")
    files = json.loads(setpoint("rules", "--env", "prod", "--json").stdout)["files"]
    plain = setpoint("rules", "--env", "prod").stdout

    assert set(files) == {"rules/web.yaml", "alertmanager.yaml"}
    for path, text in files.items():
        assert (with_rules / "out" / path).read_text() == text
        assert f"# {path}\n{text}" in plain


def test_rules_of_a_service_that_is_gone_are_removed(setpoint: Setpoint, with_rules: Path) -> None:
    setpoint("rules", "--env", "prod", "--out", "out")
    (with_rules / "out/rules/web.yaml").rename(with_rules / "out/rules/gone.yaml")
    (with_rules / "out/rules/own.yaml").write_text("groups: []\n")

    setpoint("rules", "--env", "prod", "--out", "out")

    found = {path.name for path in (with_rules / "out/rules").iterdir()}
    assert found == {"web.yaml", "own.yaml"}


def test_nothing_is_written_where_something_can_t_be(setpoint: Setpoint, with_rules: Path) -> None:
    (with_rules / "out").mkdir()
    (with_rules / "out/.alertmanager.yaml.new").mkdir()

    result = setpoint("rules", "--env", "prod", "--out", "out")

    assert result.returncode == 2
    assert not list((with_rules / "out/rules").iterdir())


@pytest.mark.parametrize("link", ["rules", ".alertmanager.yaml.new", "alertmanager.yaml"])
def test_links_in_the_folder_are_not_followed(
    setpoint: Setpoint, with_rules: Path, tmp_path_factory: pytest.TempPathFactory, link: str
) -> None:
    """It is a folder elsewhere, into which a repository is checked out."""
    del with_rules
    folder, elsewhere = (tmp_path_factory.mktemp(name) for name in ("checkout", "elsewhere"))
    (folder / link).symlink_to(elsewhere if link == "rules" else elsewhere / "pwned")

    result = setpoint("rules", "--env", "prod", "--out", str(folder))

    assert result.returncode == 2
    assert f"{folder / link} is a link" in result.stderr
    assert list(elsewhere.iterdir()) == []


def test_a_mail_without_a_server_is_told(setpoint: Setpoint, with_rules: Path) -> None:
    text = RULES.replace("alertmanager:", "repeat_interval: 1h #")
    (with_rules / "alerts" / "rules.yaml").write_text(text)

    result = setpoint("rules", "--env", "prod")

    assert result.returncode == 0
    assert "names no mail server, without which Alertmanager doesn't load it" in result.stderr
    assert "smtp" not in result.stdout


def test_an_encrypted_address_is_in_no_file(setpoint: Setpoint, with_rules: Path) -> None:
    stack = """
config:
  setpoint:config:
    severities: { critical: { email: [ { secure: v1:abc } ] } }
"""
    (with_rules / "Pulumi.prod.yaml").write_text(stack)

    result = setpoint("rules", "--env", "prod", "--out", "out")

    assert result.returncode == 2
    assert "severities.critical.email.0 is encrypted" in result.stderr
    assert not (with_rules / "out").exists()


def test_no_rule_is_an_error(setpoint: Setpoint) -> None:
    result = setpoint("rules", "--env", "prod")

    assert result.returncode == 2
    assert "prod has no alert with the signal prometheus" in result.stderr


@pytest.mark.skipif(shutil.which("amtool") is None, reason="amtool is not installed")
def test_alertmanager_takes_the_file(setpoint: Setpoint, with_rules: Path) -> None:
    setpoint("rules", "--env", "prod", "--out", "out")

    asked = ["amtool", "check-config", "out/alertmanager.yaml"]
    done = subprocess.run(asked, cwd=with_rules, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for labels, receiver in (
        (["severity=critical", "service=web", "alertname=Down"], "critical"),
        (["severity=high", "service=web", "alertname=Slow"], "high"),
        (["severity=other"], "nobody"),
    ):
        route = ["amtool", "config", "routes", "test", "--config.file=out/alertmanager.yaml"]
        done = subprocess.run(
            [*route, *labels], cwd=with_rules, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == receiver

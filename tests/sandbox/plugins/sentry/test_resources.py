"""Imports, invented names, refused inputs, changes that never end, previews, the configuration."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from providers.plugin import UNKNOWN, PluginError
from sandbox.plugins.sentry.plugin import SentryPlugin
from tests.sandbox.plugins.sentry.recorded import http_calls, plugin_calls

if TYPE_CHECKING:
    from pathlib import Path

    from providers.plugin import Resource
    from tests.sandbox.plugins.sentry.recorded import Player

KINDS = ["Team", "Project", "Key", "IssueAlert", "MetricAlert"]
KNOWN = {f"sentry:index/sentry{kind}:Sentry{kind}" for kind in KINDS}


def resource(plugin: SentryPlugin, kind: str) -> Resource:
    return next(one for one in plugin.resources if one.token.endswith(f":Sentry{kind}"))


def test_imports_are_those_recorded(shared_dir: Path, player: Player) -> None:
    calls = plugin_calls(shared_dir)
    imports = json.loads((shared_dir / "recordings/official-plugins/imports.json").read_text())
    ours = [one for one in imports if one["type"] in KNOWN]
    created = set()
    for one in ours:
        scenario = calls[one["scenario"]]
        if one["scenario"] not in created:
            created.add(one["scenario"])
            player.play(next(call for call in scenario if call["method"] == "Create"))
        kind = next(item for item in player.plugin.resources if item.token == one["type"])
        before = len(player.requests())
        found = kind.read(id=player.ours(one["import_id"]), inputs={}, state={})
        made = [f"{method} {path}" for method, path, _ in player.requests()[before:]]
        assert (found is not None) is one["ok"], one
        assert made == player.ours(one["calls"])
        if found is None:
            continue
        assert found.id == player.ours(one["id_after"])
        check = next(call for call in scenario if call["method"] == "Check")
        result = kind.diff(
            id=found.id,
            olds=found.outputs,
            old_inputs=found.inputs,
            news=player.ours(check["response"]["inputs"]),
        )
        assert result.changes is (one["diff_vs_program"] is not None), (one, result.detailed)
    assert len(created) == len(KINDS)


@pytest.mark.parametrize("kind", ["IssueAlert", "MetricAlert"])
def test_an_import_id_of_another_form_is_refused(player: Player, kind: str) -> None:
    with pytest.raises(PluginError, match="unexpected format of ID"):
        resource(player.plugin, kind).read(id="107", inputs={}, state={})
    assert player.requests() == []


def test_a_name_left_out_is_invented_and_kept() -> None:
    team = resource(SentryPlugin(), "Team")
    news = {"organization": "acme"}
    first = team.check(name="core", olds={}, news=news, random_seed=b"seed").inputs
    assert first["name"].startswith("core-")
    assert len(first["name"]) == len("core-") + 7
    assert first["__defaults"] == ["name"]
    again = team.check(name="core", olds=first, news=news, random_seed=b"other").inputs
    assert again["name"] == first["name"]


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("Team", {"name": "x"}, 'The argument "organization" is required'),
    ("Key", {"organization": "acme"}, 'The argument "project" is required'),
    (
        "Team",
        {"organization": "acme", "colour": "red"},
        "Invalid or unknown key. Examine values at 'x.colour'.",
    ),
    (
        "Project",
        {"organization": "acme", "team": "a", "teams": ["b"]},
        '"team": conflicts with teams',
    ),
    ("MetricAlert", {"organization": "acme"}, 'The argument "time_window" is required'),
]


@pytest.mark.parametrize(("kind", "news", "text"), REFUSED)
def test_wrong_inputs_are_refused(kind: str, news: dict[str, Any], text: str) -> None:
    result = resource(SentryPlugin(), kind).check(name="x", olds={}, news=news, random_seed=b"")
    assert any(text in failure.reason for failure in result.failures), result.failures


def test_a_project_without_a_team_is_refused_when_it_is_made(player: Player) -> None:
    project = resource(player.plugin, "Project")
    inputs = project.check(name="x", olds={}, news={"organization": "acme"}, random_seed=b"")
    assert inputs.failures == []
    with pytest.raises(PluginError, match="one of team or teams must be configured"):
        project.create(urn="urn", inputs=inputs.inputs, preview=False)
    assert player.requests() == []


@pytest.mark.parametrize("kind", KINDS)
def test_another_organization_needs_a_new_resource(kind: str) -> None:
    old, new = {"organization": "acme"}, {"organization": "globex"}
    result = resource(SentryPlugin(), kind).diff(id="x", olds=old, old_inputs=old, news=new)
    assert result.replaces == ["organization"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_sends_nothing(player: Player, kind: str) -> None:
    one = resource(player.plugin, kind)
    inputs = {"organization": "acme", "name": UNKNOWN}
    made = one.create(urn="urn", inputs=inputs, preview=True)
    assert made.id == ""
    assert UNKNOWN in made.outputs.values()
    outputs = one.update(id="x", olds={"a": 1}, old_inputs={}, news=inputs, preview=True)
    assert outputs["organization"] == "acme"
    assert player.requests() == []


def test_teams_are_a_set_and_may_be_unknown_yet() -> None:
    project = resource(SentryPlugin(), "Project")
    old = {"organization": "acme", "teams": ["web", "core"]}
    same = {"organization": "acme", "teams": ["core", "web"]}
    assert not project.diff(id="p", olds=old, old_inputs=old, news=same).changes
    unknown = {"organization": "acme", "teams": ["core", UNKNOWN]}
    assert project.diff(id="p", olds=old, old_inputs=old, news=unknown).changes


def life(player: Player, kind: str, news: dict[str, Any]) -> tuple[Any, bool]:
    """Create, read, and say whether the next preview shows a change."""
    one = resource(player.plugin, kind)
    inputs = one.check(name="x", olds={}, news=news, random_seed=b"").inputs
    made = one.create(urn="urn", inputs=inputs, preview=False)
    found = one.read(id=made.id, inputs=inputs, state=made.outputs)
    assert found is not None
    result = one.diff(id=made.id, olds=found.outputs, old_inputs=found.inputs, news=inputs)
    return made, result.changes


ALERT = {
    "organization": "acme",
    "project": "shop",
    "name": "m",
    "query": "",
    "aggregate": "count()",
    "timeWindow": 60,
    "thresholdType": 0,
    "triggers": [
        {
            "label": "critical",
            "thresholdType": 0,
            "alertThreshold": 10,
            "actions": [{"type": "email", "targetType": "team", "targetIdentifier": "101"}],
        }
    ],
}


def test_what_the_server_fills_into_a_metric_alert_changes_for_ever(player: Player) -> None:
    assert life(player, "MetricAlert", ALERT)[1] is True
    filled = {**ALERT, "dataset": "events", "eventTypes": ["default", "error"]}
    assert life(player, "MetricAlert", filled)[1] is False


def test_requests_of_odd_inputs_are_those_recorded(shared_dir: Path, player: Player) -> None:
    life(player, "MetricAlert", ALERT)
    sent = [body for method, _, body in player.requests() if method == "POST"]
    recorded = http_calls(shared_dir, "extra-metric-minimal")
    assert sent == [body for method, _, body in recorded if method == "POST"]


def test_drift_is_a_change(player: Player) -> None:
    made, _ = life(player, "Team", {"organization": "acme", "name": "Ops", "slug": "ops"})
    player.plugin._configured().call("PUT", "0/teams/acme/ops/", {"name": "Nobody"})
    team = resource(player.plugin, "Team")
    inputs = {"organization": "acme", "name": "Ops", "slug": "ops"}
    found = team.read(id=made.id, inputs=inputs, state=made.outputs)
    assert found is not None
    assert found.inputs["name"] == "Nobody"
    result = team.diff(id="ops", olds=found.outputs, old_inputs=found.inputs, news=inputs)
    assert list(result.detailed) == ["name"]


@pytest.mark.parametrize(
    "url", ["https://sentry.io", "http://10.0.0.1:9000/api/", "http://localhost:9000", "x"]
)
def test_only_loopback_is_talked_to(url: str) -> None:
    plugin = SentryPlugin()
    (failure,) = plugin.check_config({"baseUrl": url}).failures
    assert failure.property == "baseUrl"
    assert "must be on a loopback address" in failure.reason
    with pytest.raises(PluginError, match="must be on a loopback address"):
        plugin.configure({"baseUrl": url, "token": "token"})


def test_without_a_url_the_real_sentry_is_meant_and_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SENTRY_BASE_URL", raising=False)
    with pytest.raises(PluginError, match=r"not 'https://sentry\.io/api/'"):
        SentryPlugin().configure({"token": "token"})


def test_the_environment_configures_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTRY_BASE_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("SENTRY_TOKEN", "token")
    plugin = SentryPlugin()
    plugin.configure({})
    team = resource(plugin, "Team")
    with pytest.raises(PluginError, match=r"http://127\.0\.0\.1:9/api/0/teams/acme/core/"):
        team.read(id="core", inputs={}, state={"organization": "acme"})


def test_it_tells_its_port() -> None:
    command = [sys.executable, "-m", "sandbox.plugins.sentry"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline()
        process.terminate()
    assert port.strip().isdecimal()

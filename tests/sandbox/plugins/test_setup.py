"""Which plugins the engine is given: official ones where they can be had, else our own."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from sandbox.errors import SandboxError
from sandbox.location import SandboxInfo, SandboxUrls
from sandbox.plugins.official import NAMES, OfficialPlugin, official_plugin
from sandbox.plugins.setup import PluginSetup, plugin_choices, plugin_environment

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT_NETWORK = """
echo "[resource plugin $4-$5] installing"
echo "warning: Error downloading plugin: dial tcp: no such host"
exec /bin/sleep 900
"""

INSTALLING = """
folder="$PULUMI_HOME/plugins/resource-$4-v$5"
/bin/mkdir -p "$folder" && : > "$folder/pulumi-resource-$4"
"""


@pytest.fixture
def info(tmp_path: Path) -> SandboxInfo:
    address = "http://127.0.0.1:1"
    return SandboxInfo(tmp_path / "a sandbox", SandboxUrls(address, address, address))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SETPOINT_SANDBOX_PLUGINS", raising=False)
    return tmp_path / "home"


def engine(tmp_path: Path, script: str) -> Path:
    """Write a pretended Pulumi CLI that notes each call."""
    path = tmp_path / "pulumi"
    path.write_text(f'#!/bin/sh\necho "$*" >> {tmp_path}/calls\n{script}\n')
    path.chmod(0o755)
    return path


def calls(tmp_path: Path) -> list[str]:
    log = tmp_path / "calls"
    return sorted(log.read_text().splitlines()) if log.exists() else []


def launchers(setup: PluginSetup) -> set[str]:
    return {path.name for path in setup.path_prefix.iterdir()}


def test_the_version_wanted_is_the_sdks() -> None:
    wanted = {name: official_plugin(name) for name in NAMES}
    assert set(wanted) == {"aws", "pagerduty", "sentry"}
    assert wanted["sentry"].server == "github://api.github.com/pulumiverse"
    assert wanted["aws"].server is None
    assert int(wanted["aws"].version.split(".")[0]) == 7


def test_a_missing_sdk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(official_plugin.__globals__["_SDKS"], "aws", "no_such_sdk")
    with pytest.raises(LookupError, match="no_such_sdk is not installed"):
        official_plugin("aws")


def test_what_can_be_installed_is_official(tmp_path: Path, info: SandboxInfo) -> None:
    setup = plugin_environment(info, engine(tmp_path, INSTALLING))
    assert setup.modes == {"aws": "official", "pagerduty": "official", "sentry": "official"}
    assert launchers(setup) == set()
    aws, _, sentry = (official_plugin(name) for name in NAMES)
    assert calls(tmp_path)[0] == f"plugin install resource aws {aws.version} --non-interactive"
    assert f"sentry {sentry.version} --server github://api.github.com" in calls(tmp_path)[2]


def test_what_is_installed_is_official_without_asking_the_engine(
    tmp_path: Path, info: SandboxInfo, home: Path
) -> None:
    for name in NAMES:
        put_plugin(home, official_plugin(name))
    setup = plugin_environment(info, engine(tmp_path, "exit 1"))
    assert set(setup.modes.values()) == {"official"}
    assert calls(tmp_path) == []


def test_a_half_installed_one_is_not_taken(tmp_path: Path, info: SandboxInfo, home: Path) -> None:
    folder = put_plugin(home, official_plugin("aws"))
    folder.with_name(f"{folder.name}.partial").touch()
    assert plugin_environment(info, engine(tmp_path, "exit 1")).modes["aws"] == "sandbox"


def test_without_a_network_ours_are_used_and_not_waited_for(
    tmp_path: Path, info: SandboxInfo
) -> None:
    started = time.monotonic()
    setup = plugin_environment(info, engine(tmp_path, WITHOUT_NETWORK))
    assert time.monotonic() - started < 600
    assert set(setup.modes.values()) == {"sandbox"}
    assert launchers(setup) == {f"pulumi-resource-{name}" for name in NAMES}


def test_a_failure_is_remembered_with_the_way_out(tmp_path: Path, info: SandboxInfo) -> None:
    program = engine(tmp_path, WITHOUT_NETWORK)
    first = plugin_environment(info, program)
    assert len(calls(tmp_path)) == 3
    assert plugin_environment(info, program) == first
    assert len(calls(tmp_path)) == 3
    assert plugin_choices(info.directory) == first.choices
    reason = first.choices[1].reason
    assert "no such host" in reason
    assert f"{program} plugin install resource pagerduty" in reason
    plugin_environment(info, program, retry=True)
    assert len(calls(tmp_path)) == 6


def test_one_installed_by_hand_afterwards_replaces_ours(
    tmp_path: Path, info: SandboxInfo, home: Path
) -> None:
    program = engine(tmp_path, "echo error: no space left; exit 1")
    assert "no space left" in plugin_environment(info, program).choices[0].reason
    put_plugin(home, official_plugin("aws"))
    setup = plugin_environment(info, program)
    assert setup.modes == {"aws": "official", "pagerduty": "sandbox", "sentry": "sandbox"}
    assert launchers(setup) == {"pulumi-resource-pagerduty", "pulumi-resource-sentry"}


def test_an_engine_that_hangs_is_given_up(
    tmp_path: Path, info: SandboxInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.plugins.official._LIMIT_SECONDS", 0.3)
    setup = plugin_environment(info, engine(tmp_path, "exec /bin/sleep 900"))
    assert "took more than 0.3 s" in setup.choices[0].reason


def test_ours_can_be_chosen_without_trying(
    tmp_path: Path, info: SandboxInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = engine(tmp_path, INSTALLING)
    monkeypatch.setenv("SETPOINT_SANDBOX_PLUGINS", "sandbox")
    assert set(plugin_environment(info, program).modes.values()) == {"sandbox"}
    assert calls(tmp_path) == []
    monkeypatch.delenv("SETPOINT_SANDBOX_PLUGINS")
    assert set(plugin_environment(info, program).modes.values()) == {"official"}


def test_another_preference_is_refused(
    tmp_path: Path, info: SandboxInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SETPOINT_SANDBOX_PLUGINS", "best")
    with pytest.raises(SandboxError, match="must be official or sandbox, not 'best'"):
        plugin_environment(info, engine(tmp_path, ""))


def test_a_launcher_runs_our_package_whatever_folder_it_is_started_in(
    tmp_path: Path, info: SandboxInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SETPOINT_SANDBOX_PLUGINS", "sandbox")
    python = tmp_path / "a python"
    python.write_text('#!/bin/sh\necho "$*"\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    setup = plugin_environment(info, engine(tmp_path, ""))
    command = [setup.path_prefix / "pulumi-resource-aws", "127.0.0.1:4000"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert said == "-P -m sandbox.plugins.aws 127.0.0.1:4000\n"


def put_plugin(home: Path, plugin: OfficialPlugin) -> Path:
    folder = home / "plugins" / f"resource-{plugin.name}-v{plugin.version}"
    folder.mkdir(parents=True)
    (folder / f"pulumi-resource-{plugin.name}").touch()
    return folder


def put_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, script: str) -> Path:
    folder = tmp_path / "on-path"
    folder.mkdir(exist_ok=True)
    program = folder / f"pulumi-resource-{name}"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return program


def test_one_on_path_is_used_after_its_version(
    tmp_path: Path, info: SandboxInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = put_on_path(tmp_path, monkeypatch, "aws", "echo v7.0.1")
    setup = plugin_environment(info, engine(tmp_path, "exit 1"))
    choice = next(one for one in setup.choices if one.name == "aws")
    assert (choice.mode, choice.version, choice.reason) == (
        "official",
        "7.0.1",
        f"{program}, on PATH",
    )
    assert "pulumi-resource-aws" not in launchers(setup)
    assert not any("resource aws" in call for call in calls(tmp_path)), "nothing is installed"


@pytest.mark.parametrize(
    ("script", "said"),
    [("echo v6.83.0", "is 6.83.0, not"), ("exit 3", "tells no version"), ("echo hi", "tells no")],
)
def test_one_on_path_of_another_version_is_told_as_that(
    tmp_path: Path, info: SandboxInfo, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    program = put_on_path(tmp_path, monkeypatch, "aws", script)
    setup = plugin_environment(info, engine(tmp_path, "exit 1"))
    choice = next(one for one in setup.choices if one.name == "aws")
    assert choice.mode == "sandbox"
    assert choice.reason.startswith(f"{program} {said}")
    assert "pulumi-resource-aws" in launchers(setup)

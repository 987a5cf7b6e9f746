"""How the engine finds the plugin, and how the plugin finds its interpreter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from providers.sentry_alerting import VERSION
from providers.sentry_alerting.generate import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.providers.sentry_alerting.server import SentryServer
    from tests.providers.stack import EngineStack

FOLDER = ROOT / "providers" / "sentry_alerting"
EXECUTABLE = FOLDER / "pulumi-resource-sentry-alerting"
BARE = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}


def version(executable: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [executable, "--version"], capture_output=True, text=True, env={**BARE, **env}, check=False
    )


def copied(folder: Path) -> Path:
    """A checkout somewhere else, without an environment of its own."""
    shutil.copytree(
        ROOT / "providers", folder / "providers", ignore=shutil.ignore_patterns("__pyc*")
    )
    return folder / "providers" / "sentry_alerting" / EXECUTABLE.name


@pytest.mark.skipif(not (ROOT / ".venv").is_dir(), reason="no .venv beside the packages")
def test_the_environment_beside_the_packages_is_used() -> None:
    assert version(EXECUTABLE).stdout.strip() == f"sentry-alerting {VERSION}"


def test_an_interpreter_may_be_named(tmp_path: Path) -> None:
    found = version(copied(tmp_path), SENTRY_ALERTING_PYTHON=sys.executable)
    assert found.stdout.strip() == f"sentry-alerting {VERSION}"


def test_the_active_environment_is_used(tmp_path: Path) -> None:
    found = version(copied(tmp_path), VIRTUAL_ENV=sys.prefix)
    assert found.stdout.strip() == f"sentry-alerting {VERSION}"


def test_without_the_packages_the_way_out_is_said(tmp_path: Path) -> None:
    found = version(copied(tmp_path))
    if found.returncode == 0:
        pytest.skip("the system's python3 has the packages")
    assert "Install the project into" in found.stderr
    assert "SENTRY_ALERTING_PYTHON" in found.stderr


def test_a_link_to_the_executable_works(tmp_path: Path) -> None:
    link = tmp_path / EXECUTABLE.name
    link.symlink_to(EXECUTABLE)
    assert version(link, SENTRY_ALERTING_PYTHON=sys.executable).returncode == 0


def run_engine(engine: Path, home: Path, *arguments: str, folder: Path) -> Any:
    environment = {
        **os.environ,
        "PULUMI_CONFIG_PASSPHRASE": "passphrase",
        "PULUMI_HOME": str(home),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    command = [engine, *arguments, "--non-interactive"]
    run = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if "no language plugin" in run.stderr + run.stdout:
        pytest.skip("this engine came without its language hosts")
    return run


def test_the_command_line_finds_it_by_the_project_file(
    new_stack: Callable[..., EngineStack], sentry: SentryServer, engine: Path
) -> None:
    """`plugins.providers` of Pulumi.yaml is enough; nothing is on PATH."""
    stack = new_stack()
    made = sentry.call("POST", "workflows/", {"name": "by hand"})["id"]
    run = run_engine(
        *(engine, stack.folder / "home", "import", "sentry-alerting:index:Alert", "alert", made),
        *("--stack", "dev", "--yes", "--generate-code=false", "--protect=false"),
        folder=stack.folder / "work",
    )
    assert "1 imported" in run.stdout, run.stdout + run.stderr
    assert stack.state()["alert"]["inputs"]["name"] == "by hand"


def test_the_engine_reads_and_accepts_its_schema(engine: Path, tmp_path: Path) -> None:
    got = run_engine(engine, tmp_path, "package", "get-schema", str(EXECUTABLE), folder=tmp_path)
    assert got.returncode == 0, got.stderr
    schema = json.loads(got.stdout)
    assert (schema["name"], schema["version"]) == ("sentry-alerting", VERSION)
    (tmp_path / "schema.json").write_text(got.stdout)
    judged = run_engine(engine, tmp_path, "schema", "check", "schema.json", folder=tmp_path)
    assert judged.returncode == 0, judged.stderr + judged.stdout


@pytest.mark.parametrize("language", ["nodejs", "go"])
def test_a_package_for_another_language_can_be_made(
    language: str, engine: Path, tmp_path: Path
) -> None:
    run = run_engine(
        *(engine, tmp_path, "package", "gen-sdk", str(EXECUTABLE)),
        *("--language", language, "--out", "sdk"),
        folder=tmp_path,
    )
    assert run.returncode == 0, run.stderr
    assert list((tmp_path / "sdk" / language).rglob("*lert*"))

"""Monitors and alerts of Sentry, migrated and imported: the engine then has nothing to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from sandbox.lifecycle import start, stop
from setpoint.automation.sandbox import sandbox_target
from setpoint.catalog import load_catalog
from setpoint.config import find_project
from setpoint.engine import find_engine
from tests.e2e.conftest import Project
from tests.e2e.language_host import write_language_host
from tests.migration.account import ORGANIZATION, TOKEN, Sentry
from tests.migration.seeding import seed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def migrated(
    tmp_path: Path, engine: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Project, Sentry]]:
    """A project made of an organization in a sandbox of its own."""
    del engine  # only that there is one
    directory = tmp_path / "sandbox"
    monkeypatch.setenv("SETPOINT_SANDBOX_DIR", str(directory))
    monkeypatch.setenv("SETPOINT_SANDBOX_PLUGINS", "sandbox")
    monkeypatch.setenv("SENTRY_AUTH_TOKEN", TOKEN)
    url = start(directory).urls.sentry
    try:
        sentry = Sentry(url)
        _judge(url, by="description")  # some of its monitors are of before
        seed(sentry, ORGANIZATION)
        _judge(url, by="today")
        root = tmp_path / "project"
        _migrate(url, root)
        yield Project(root), sentry
    finally:
        stop(directory)


def _judge(url: str, *, by: str) -> None:
    httpx.post(f"{url}/_sandbox/sentry", json={"validator": by}).raise_for_status()


def _migrate(url: str, out: Path) -> None:
    where = ["--organization", ORGANIZATION, "--url", url, "--out", str(out)]
    command = [sys.executable, "-m", "setpoint", "sentry", "migrate", *where]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def _import(project: Project) -> None:
    """`pulumi import` as a user calls it, with the sandbox's settings."""
    engine = find_engine()
    assert engine is not None
    found = find_project(project.root)
    target = sandbox_target(found, load_catalog(found.root, "prod"), engine)
    options = ["--generate-code=false", "--protect=false", "--yes", "--stack", "prod"]
    file = str(project.root / "pulumi-import.json")
    host = write_language_host(project.root.parent / "language-host")
    done = subprocess.run(
        [str(engine.path), "import", "--non-interactive", "--file", file, *options],
        cwd=target.work_dir,
        env={**target.variables, "PATH": f"{target.variables['PATH']}{os.pathsep}{host}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def _objects(sentry: Sentry) -> Any:
    kinds = ("detectors", "workflows")
    return [sentry.call("GET", f"organizations/{ORGANIZATION}/{kind}/") for kind in kinds]


def test_what_was_imported_needs_no_change(migrated: tuple[Project, Sentry]) -> None:
    project, sentry = migrated
    before = _objects(sentry)
    taken = json.loads((project.root / "report.json").read_text("utf-8"))["taken"]
    assert len(taken) >= 20

    project.run("check")
    assert project.operate("preview", "prod", code=1)["counts"]["create"] >= len(taken)
    _import(project)
    preview = project.operate("preview", "prod")
    assert set(preview["counts"]) == {"same"}, preview

    up = project.operate("up", "prod")
    assert set(up["counts"]) == {"same"}, up
    assert _objects(sentry) == before

"""QuickSell in a folder and a sandbox of its own, and the command run as a user runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import httpx
import pytest

from tests.forked.command import Forked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[2]
ENVIRONMENTS = ("staging", "prod")


@dataclass
class Project:
    """A project's folder with a sandbox in it, or elsewhere.

    Commands are forked where that is asked for: when nothing depends on how long one takes.
    """

    root: Path
    sandbox: Path | None = None
    forked: bool = False

    @property
    def variables(self) -> dict[str, str]:
        """The environment of the command."""
        elsewhere = {"SETPOINT_SANDBOX_DIR": str(self.sandbox)} if self.sandbox else {}
        return {
            **os.environ,
            **elsewhere,
            "SETPOINT_SANDBOX_PLUGINS": "sandbox",
            "NO_COLOR": "1",
            "COLUMNS": "120",
            # The program imports the packages under test wherever the project lies.
            "PYTHONPATH": str(ROOT),
        }

    def popen(self, *args: str) -> subprocess.Popen[str] | Forked:
        """Start `setpoint ARGS` in the project's folder."""
        if self.forked:
            return Forked("setpoint", *args, folder=self.root, variables=self.variables)
        return subprocess.Popen(
            [sys.executable, "-m", "setpoint", *args],
            cwd=self.root,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *args: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        """Run `setpoint ARGS` and see that it exits with the code expected."""
        process = self.popen(*args)
        stdout, stderr = process.communicate(timeout=300)
        if code is not None and process.returncode != code:
            pytest.fail(
                f"setpoint {' '.join(args)} exited with {process.returncode}, not {code}:\n"
                f"{stdout}\n{stderr}"
            )
        return subprocess.CompletedProcess(args, process.returncode, stdout, stderr)

    def json(self, *args: str, code: int | None = 0) -> Any:
        """Run a command with `--json` and return what it prints."""
        return json.loads(self.run(*args, "--json", code=code).stdout)

    def operate(self, operation: str, environment: str, code: int | None = 0) -> Any:
        """Run an operation in the sandbox and return its outcome."""
        return self.json(operation, "--env", environment, "--sandbox", code=code)

    def url(self, account: str) -> str:
        """Where an account of the sandbox is served."""
        url: str = self.json("sandbox", "status")["accounts"][account]["url"]
        return url

    def aws(self, service: str) -> Any:
        """A client of one of the sandbox's AWS services."""
        return boto3.client(
            service,
            endpoint_url=self.url("aws"),
            region_name="us-east-1",
            aws_access_key_id="sandbox",
            aws_secret_access_key="sandbox",
        )

    def requests(self, account: str) -> list[dict[str, Any]]:
        """What an account was asked since its process began."""
        answer = httpx.get(f"{self.url(account)}/_sandbox/requests")
        found: list[dict[str, Any]] = answer.raise_for_status().json()["requests"]
        assert found, f"{account} was asked nothing"
        return found

    def fault(self, account: str, **fault: Any) -> None:
        """Make an account fail."""
        answer = httpx.post(f"{self.url(account)}/_sandbox/faults", json=fault)
        answer.raise_for_status()

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace the one occurrence of a text in a file."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")


def copy_project(source: Path, target: Path) -> Path:
    """Copy a project's own files: config, stack settings, program."""
    target.mkdir(parents=True)
    for path in (*source.glob("Pulumi*.yaml"), source / "__main__.py"):
        shutil.copy(path, target)
    for folder in ("alerts", "docs/runbooks", "runbooks"):
        if (source / folder).is_dir():
            shutil.copytree(source / folder, target / folder)
    link_plugins(target)
    return target


def link_plugins(project: Path) -> None:
    """Put our plugins where Pulumi.yaml says; the package around them would hide Setpoint's."""
    (project / "providers").mkdir()
    for executable in ROOT.glob("providers/*/pulumi-resource-*"):
        plugin = executable.parent.relative_to(ROOT)
        (project / plugin).symlink_to(ROOT / plugin)


@contextmanager
def project_of(root: Path, files: Mapping[str, str], *, forked: bool = False) -> Iterator[Project]:
    """A project of files by path, QuickSell's program and a sandbox that is stopped at the end."""
    root.mkdir()
    for name in ("Pulumi.yaml", "__main__.py"):
        shutil.copy(ROOT / name, root)
    link_plugins(root)
    for path, text in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, "utf-8")
    with stopped(Project(root, forked=forked)) as project:
        yield project


@contextmanager
def stopped(project: Project) -> Iterator[Project]:
    """A project whose sandbox is stopped at the end."""
    try:
        yield project
    finally:
        project.run("sandbox", "stop", code=None)


@pytest.fixture(scope="module")
def quicksell(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Iterator[Project]:
    """QuickSell in a sandbox that a module's tests share; the sandbox is stopped at the end."""
    del engine  # only that there is one
    made = Project(copy_project(ROOT, tmp_path_factory.mktemp("e2e") / "quicksell"))
    with stopped(made) as project:
        yield project

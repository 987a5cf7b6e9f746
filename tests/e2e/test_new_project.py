"""Somebody new: the wheel in an environment of its own, `setpoint init`, and up in the sandbox."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.conftest import ROOT, Project

if TYPE_CHECKING:
    from collections.abc import Iterator


def installed(folder: Path) -> Path:
    """Install the wheel, with the dependencies of this environment; returns its Python."""
    wheels = folder / "wheels"
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / "bin" / "python"
    install = ["uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python", str(python)]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    subprocess.run([*install, str(wheel)], check=True, env={**os.environ, "PATH": path})
    (site,) = environment.glob("lib/*/site-packages")
    # What stands behind the wheel's own packages; the checkout itself is on no path.
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"])
    return python


class Installed(Project):
    """A project whose commands come from the installed wheel alone."""

    python: Path

    @property
    def variables(self) -> dict[str, str]:
        """The environment of the command, without a way to the checkout."""
        return {key: value for key, value in super().variables.items() if key != "PYTHONPATH"}

    def popen(self, *args: str) -> subprocess.Popen[str]:
        """Start the installed `setpoint` outside the checkout."""
        return subprocess.Popen(
            [str(self.python.parent / "setpoint"), *args],
            cwd=self.root,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Iterator[Installed]:
    """A project that `setpoint init` has just made."""
    del engine  # only that there is one
    folder = tmp_path_factory.mktemp("new")
    project = Installed(folder / "globex")
    project.python = installed(folder)
    project.root.mkdir()
    project.run("init", "--yes")
    try:
        yield project
    finally:
        project.run("sandbox", "stop", code=None)


def test_the_packages_are_the_wheel_s(project: Installed) -> None:
    program = "import setpoint, components, providers, sandbox as s; print(setpoint, s)"
    shown = subprocess.run(
        [project.python, "-c", program],
        cwd=project.root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert str(ROOT) not in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("lint",),
        ("lint", "--explain", "window/flapping"),
        ("show",),
        ("explain", "api/errors", "--env", "prod"),
        ("plan", "--env", "prod"),
        ("cost", "--env", "prod"),
        ("oncall", "--env", "prod", "--from", "2027-01-04"),
        ("iam-policy", "--env", "prod", "--account", "123456789012", "--without-boundary"),
        ("ledger", "--env", "prod"),
        ("schema", "--check"),
        ("diff", "--help"),
    ],
    ids=" ".join,
)
def test_the_wheel_has_what_a_command_needs(project: Installed, arguments: tuple[str, ...]) -> None:
    assert project.run(*arguments).stdout


def test_both_environments_come_up_and_stay_as_they_are(project: Installed) -> None:
    for environment in ("staging", "prod"):
        outcome: Any = project.operate("up", environment)
        assert outcome["succeeded"], outcome["messages"]
        assert len(outcome["changes"]) > 10
        assert project.operate("up", environment)["changes"] == []


def test_nothing_stays_behind(project: Installed) -> None:
    for environment in ("prod", "staging"):
        outcome = project.operate("destroy", environment)
        assert outcome["succeeded"], outcome["messages"]

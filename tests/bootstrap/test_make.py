"""The make targets that stand before everything else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "-C", str(folder), "--no-print-directory", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with nothing in it but what `make setup` looks at first."""
    folder = tmp_path / "a clone"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


def test_without_a_target_every_target_is_explained() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None
    shown = {line.split()[1] for line in make(ROOT).stdout.splitlines()}
    assert shown == set(phony.group(1).split())
    assert {"setup", "engine", "sandbox", "test"} <= shown


def test_a_python_that_is_too_old_is_named_with_the_way_out(clone: Path) -> None:
    old = clone / "python2"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    answer = make(clone, f"PYTHON='{old}'", "setup")
    assert answer.returncode == 2
    assert "needs Python 3.11 or later" in answer.stderr
    assert "make PYTHON=python3.12 setup" in answer.stderr
    assert not (clone / ".venv").exists()


def test_what_is_ready_is_left_alone(clone: Path) -> None:
    (clone / ".venv").mkdir()
    ready = clone / ".venv" / "ready"
    ready.touch()
    _date(ready, seconds_after=clone / "pyproject.toml")
    assert "Nothing to be done" in make(clone, "setup").stdout
    _date(clone / "requirements.lock", seconds_after=ready)
    assert "uv pip sync" in make(clone, "--dry-run", "setup").stdout


def _date(file: Path, *, seconds_after: Path) -> None:
    """Date a file by hand: clocks of file systems may tick as seldom as every two seconds."""
    moment = seconds_after.stat().st_mtime + 10
    os.utime(file, (moment, moment))


def test_uv_is_installed_by_its_checksum_from_the_lock_file(clone: Path) -> None:
    (clone / ".venv" / "bin").mkdir(parents=True)
    python = clone / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "python $*"\n')
    uv = clone / ".venv" / "bin" / "uv"
    uv.write_text('#!/bin/sh\necho "uv $*"\n')
    for program in (python, uv):
        program.chmod(0o755)
    said = make(clone, "setup").stdout
    wanted = (clone / ".venv" / "uv.txt").read_text()
    assert re.match(r"uv==\S+ \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+$", wanted)
    assert "python -m pip install" in said
    assert "--require-hashes --requirement .venv/uv.txt" in said.replace("\\\n\t", "")


def test_ci_runs_what_is_documented() -> None:
    assert "\nexec make test\n" in (ROOT / ".ci" / "run").read_text()
    assert "`make test`" in (ROOT / "CONTRIBUTING.md").read_text()

"""Cases from the field: small projects beside the repository, copied before they are used."""

from __future__ import annotations

import shutil
import sys
from subprocess import CompletedProcess
from typing import TYPE_CHECKING

import pytest

from setpoint.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def case_of(shared_dir: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function from a case's name to a copy of its project."""

    def copy(name: str) -> Path:
        target = tmp_path / name
        shutil.copytree(shared_dir / "cases" / name, target)
        return target

    return copy


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., CompletedProcess[str]]:
    """Run `setpoint ARGUMENTS` in this process."""

    def command(*arguments: str | Path) -> CompletedProcess[str]:
        given = [str(each) for each in arguments]
        monkeypatch.setattr(sys, "argv", ["setpoint", *given])
        monkeypatch.delenv("COLUMNS", raising=False)
        with pytest.raises(SystemExit) as done:
            main()
        said = capsys.readouterr()
        return CompletedProcess(given, int(done.value.code or 0), said.out, said.err)

    return command

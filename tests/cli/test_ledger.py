"""`setpoint ledger`: the tables of the example, and a page held to them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from setpoint.cli import main
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(
        sys, "argv", ["setpoint", "--project", str(ROOT), "ledger", "--env", "prod", *arguments]
    )
    with pytest.raises(SystemExit) as done:
        main()
    return int(done.value.code or 0)


def test_what_it_prints_passes_its_own_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch) == 0
    page = tmp_path / "page.md"
    page.write_text(capsys.readouterr().out)
    assert "`Schedule primary`" in page.read_text()

    assert run(monkeypatch, "--check", str(page)) == 0

    page.write_text(page.read_text().replace("`Schedule primary`", "`Schedule first`"))
    assert run(monkeypatch, "--check", str(page)) == 1
    assert "there is no resource Schedule first" in capsys.readouterr().err


def test_a_page_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--check", str(tmp_path / "none.md")) == 2
    assert "none.md can't be read" in capsys.readouterr().err

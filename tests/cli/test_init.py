"""`setpoint init`: questions, options, and what it says when it is done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from setpoint.cli import app, main
from setpoint.cli import init as command
from setpoint.config import find_project, load_all

if TYPE_CHECKING:
    from pathlib import Path

FLAGS = ("--slack-workspace", "", "--people", "Ana <ana@acme.com> +15550100001", "--yes")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["setpoint", "init", *arguments])
    with pytest.raises(SystemExit) as done:
        main()
    return int(done.value.code or 0)


def test_flags_are_the_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "my alerts"
    assert run(monkeypatch, str(folder), "--environments", "test,prod", *FLAGS) == 0
    said = capsys.readouterr().out
    assert f"--project '{folder}' up --env test --sandbox" in said
    loaded = load_all(find_project(folder))
    assert set(loaded) == {"prod", "test"}
    config = loaded["prod"].config
    assert config.organization == "my-alerts"
    assert config.severities["high"].email == ("ana@acme.com",)
    assert config.slack is None


def test_what_no_flag_says_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_somebody_is_there", lambda: True)
    typed = "globex\n\n\n-\nglobex-sentry\nops@globex.com\n"
    result = CliRunner().invoke(
        app, ["init", str(tmp_path / "new"), "--region", "eu-west-1"], input=typed
    )
    assert result.exit_code == 0, result.output
    assert "AWS region" not in result.output
    prod = load_all(find_project(tmp_path / "new"))["prod"]
    assert prod.region == "eu-west-1"
    assert prod.config.organization == "globex"
    assert prod.config.slack is None
    assert prod.config.sentry
    assert prod.config.sentry.organization == "globex-sentry"
    assert prod.config.severities["high"].email == ("ops@globex.com",)


def test_an_answer_that_is_wrong_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, str(tmp_path), "--region", "here", *FLAGS) == 2
    assert capsys.readouterr().err == "Error: here is no AWS region; it looks like us-east-1\n"


def test_a_second_init_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, str(tmp_path), *FLAGS) == 0
    (tmp_path / "alerts" / "api.yaml").write_text("mine")
    assert run(monkeypatch, str(tmp_path), *FLAGS) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert (tmp_path / "alerts" / "api.yaml").read_text() == "mine"

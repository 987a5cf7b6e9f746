"""Every line of a shell block that calls setpoint or make is one that exists; cheap ones run."""

from __future__ import annotations

import re
import shlex
import sys
from typing import TYPE_CHECKING, Any

import pytest
import typer

from setpoint.cli import app, main
from tests.docs.pages import ROOT, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

# Subcommands that only read the project, and take no more than a second or two.
CHEAP = {"check", "show", "explain", "cost", "oncall", "lint"}
COMMAND = typer.main.get_command(app)


def lines() -> Iterator[tuple[str, list[str]]]:
    """Yield where a command stands and its words."""
    for block in blocks("sh"):
        text = re.sub(r"\\\n\s*", " ", block.text)
        for line in text.splitlines():
            for part in re.split(r"&&|\||;", line.partition(" #")[0]):
                words = shlex.split(part.partition(">")[0], comments=True)
                if words:
                    yield f"{block}: {part.strip()}", words


def calls(program: str) -> list[Any]:
    """Return the arguments that a program is called with, as test cases."""
    return [
        pytest.param(words[1:], id=where)
        for where, words in lines()
        if words[0].rpartition("/")[2] == program
    ]


def accepts(command: Any, arguments: list[str]) -> None:
    """Parse the arguments as the command would, without doing anything.

    Raises:
        typer's own errors: There is no such subcommand, option or argument.
    """
    context = command.make_context("setpoint", list(arguments))
    if hasattr(command, "commands"):
        rest = [*context._protected_args, *context.args]
        _, below, arguments = command.resolve_command(context, rest)
        accepts(below, arguments)


@pytest.mark.parametrize("arguments", calls("setpoint"))
def test_the_command_exists(arguments: list[str]) -> None:
    accepts(COMMAND, arguments)


def test_a_command_that_does_not_exist_is_found() -> None:
    for wrong in (["chekc"], ["check", "--envv", "prod"], ["explain"]):
        with pytest.raises(Exception, match=r"(?i)no such|missing"):
            accepts(COMMAND, wrong)


@pytest.mark.parametrize(
    "arguments", [case for case in calls("setpoint") if CHEAP & set(case.values[0])]
)
def test_the_command_runs_on_the_example(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["setpoint", *arguments])
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code in {0, 1, None}, capsys.readouterr().err
    assert capsys.readouterr().out


@pytest.mark.parametrize("arguments", calls("make"))
def test_the_target_exists(arguments: list[str]) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {word for word in arguments if "=" not in word} <= set(targets)

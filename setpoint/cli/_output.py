"""Where a command's text goes: standard output, or a file that it names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from setpoint.cli.failure import CommandError
from setpoint.report.terminal import write_commands

OutputOption: TypeAlias = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
]


def put_out(text: str, output: Path | None, *, commands: bool = False) -> None:
    """Write a text.

    Args:
        text: The text.
        output: The file; None is standard output.
        commands: Whether it is annotations, to be read by GitHub's runner.

    Raises:
        CommandError: The file can't be written.
    """
    if output is None:
        write_commands(text) if commands else sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{output} can't be written: {error.strerror}") from error

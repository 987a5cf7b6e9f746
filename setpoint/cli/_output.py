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
    write_file(output, text.encode())


def write_file(path: Path, content: bytes, folder: Path | None = None) -> None:
    """Write a file.

    Args:
        path: The file.
        content: Its content.
        folder: As `refuse_links` takes it.

    Raises:
        CommandError: It can't be written, or a link stands in its way.
    """
    refuse_links(path, folder)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror}") from error


def refuse_links(path: Path, folder: Path | None = None) -> None:
    """Refuse to write through a link that a checkout may have brought.

    Args:
        path: What is to be written.
        folder: Below which every part is looked at, wherever it is; the working directory is
            such a folder, too.

    Raises:
        CommandError: There is a link.
    """
    here = Path.cwd()
    below = path.relative_to(here) if path.is_relative_to(here) else path
    parts = [] if below.is_absolute() else [*reversed(below.parents), below]
    if folder is not None:
        within = path.relative_to(folder)
        parts += [folder / one for one in (*reversed(within.parents[:-1]), within)]
    for part in parts:
        if part.is_symlink():
            raise CommandError(
                f"{path} is not written: {part} is a link, which may lead anywhere; remove it"
            )

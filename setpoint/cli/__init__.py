"""The command `setpoint`: its options and the list of its subcommands.

Each subcommand is a module of its own with an `app`; it is imported when it runs (or when
`--help` lists it), and imports what is heavy inside its function.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from setpoint import __version__
from setpoint.cli.lazy import LazyGroup

__all__ = ["app", "main"]

# Pydantic looks for plugins among all installed distributions, which takes longer than a check.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

app = typer.Typer(
    name="setpoint",
    cls=LazyGroup,
    help="Alerting as code: one typed config decides which conditions wake whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"setpoint {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    project: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            help="Folder of the project, or any folder below it.",
            show_default="the current folder",
        ),
    ] = Path(),
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    context.obj = project


def main() -> NoReturn:
    """Run the command and exit: 0 fine, 1 findings or differences, 2 wrong use or config."""
    from setpoint.report.terminal import safe_output

    with safe_output():
        try:
            app(prog_name="setpoint")
        except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a sentence
            from setpoint.cli.failure import report_failure

            sys.exit(report_failure(error))
        sys.exit(0)

"""`setpoint engine`: the Pulumi CLI that does the provisioning."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from setpoint.engine import Engine

app = typer.Typer(help="Find or obtain the Pulumi engine.", no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def obtain_engine() -> Engine:
    """Return the engine, obtaining it with progress on standard error where it is missing.

    Raises:
        CommandError: No way gave an engine; the message names all of them.
    """
    from setpoint.engine import (
        EngineError,
        console_progress,
        ensure_engine,
    )
    from setpoint.report.console import error_console

    try:
        with console_progress(error_console()) as progress:
            return ensure_engine(progress)
    except EngineError as error:
        raise CommandError(str(error)) from error


@app.command()
def install(as_json: JsonOption = False) -> None:
    """Make sure that there is an engine: PATH, cache, download, build, in this order."""
    engine = obtain_engine()
    if as_json:
        _print_json(_engine_as_json(engine))
    else:
        typer.echo(f"Pulumi {engine.version} at {engine.path} ({engine.source})")


@app.command()
def status(as_json: JsonOption = False) -> None:
    """Say which engine is in use; exit with 1 if there is none yet."""
    from setpoint.engine import engine_status

    found = engine_status()
    if as_json:
        tried = [{"way": attempt.way, "reason": attempt.reason} for attempt in found.attempts]
        engine = _engine_as_json(found.engine) if found.engine else None
        _print_json({"engine": engine, "tried": tried})
    else:
        for attempt in found.attempts:
            typer.echo(f"{attempt.way}: {attempt.reason}")
        if found.engine:
            typer.echo(
                f"Pulumi {found.engine.version} at {found.engine.path} ({found.engine.source})"
            )
        else:
            typer.echo("No engine yet: run `setpoint engine install`")
    raise typer.Exit(0 if found.engine else 1)


def _engine_as_json(engine: Engine) -> dict[str, Any]:
    return {"path": str(engine.path), "version": str(engine.version), "source": engine.source}


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, indent=2) + "\n")

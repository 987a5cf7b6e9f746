"""`setpoint schema`: the JSON Schemas by which editors complete and check the config."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli._output import refuse_links, write_file
from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from setpoint.config.known import Known

app = typer.Typer()


@app.command()
def schema(
    context: typer.Context,
    overlay: Annotated[
        bool, typer.Option("--overlay", help="The schema of stack configs, not of alerts.")
    ] = False,
    write: Annotated[
        bool,
        typer.Option("--write", help="Write both schemas, with the project's ids, into schema/."),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with 1 where schema/ is not up to date.")
    ] = False,
) -> None:
    """Print the config's JSON Schema, or write or check the project's copies."""
    from setpoint.config.schema import schema_files

    if check:
        _check(_folder(context.obj), schema_files())
    elif write:
        _write(_folder(context.obj), schema_files(_known(context.obj)))
    else:
        name = "overlay.schema.json" if overlay else "setpoint.schema.json"
        sys.stdout.write(schema_files()[name])


def _folder(start: Path) -> Path:
    from setpoint.config import find_project

    return find_project(start).root / "schema"


def _known(start: Path) -> Known:
    from setpoint.config import find_project
    from setpoint.config.known import known_in

    return known_in(find_project(start))


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name in files:
        refuse_links(folder / name, folder.parent)
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        write_file(folder / name, text.encode(), folder.parent)
        typer.echo(f"schema/{name} written")


def _check(folder: Path, files: Mapping[str, str]) -> None:
    stale = [name for name, text in files.items() if not _is_current(folder / name, text)]
    if stale:
        raise CommandError(
            f"Not up to date: {', '.join(stale)}; `setpoint schema --write` writes them",
            exit_code=1,
        )
    typer.echo("schema/ is up to date")


def _is_current(file: Path, text: str) -> bool:
    """Whether a written schema says the same, whatever it suggests."""
    from setpoint.config.schema_names import without_names

    try:
        written = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(written, dict) and without_names(written) == without_names(json.loads(text))

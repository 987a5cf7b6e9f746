"""`setpoint rules`: the files of a Prometheus and an Alertmanager of one's own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli._output import refuse_links
from setpoint.cli._stack import EnvOption
from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

app = typer.Typer()


@app.command()
def rules(
    context: typer.Context,
    env: EnvOption,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder to write the files into; rules of services that are gone are removed.",
            show_default="print them",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print them as JSON, texts by path.")
    ] = False,
) -> None:
    """Write the alert rules and Alertmanager's routing for a Prometheus of one's own.

    They are the same as those of Amazon Managed Prometheus but for where keys come from. No
    secret stands in them.
    """
    from setpoint.catalog import build
    from setpoint.config import find_project, load
    from setpoint.report.rule_files import RuleFilesError, rule_files

    catalog = build(load(find_project(context.obj), env))
    try:
        found = rule_files(catalog)
    except RuleFilesError as error:
        raise CommandError(str(error)) from error
    for note in found.notes:
        typer.echo(note, err=True)
    if as_json:
        sys.stdout.write(json.dumps({"files": dict(found.files)}, indent=2) + "\n")
    elif out is None:
        sys.stdout.writelines(f"# {path}\n{text}\n" for path, text in found.files.items())
    if out is not None:
        _refuse_links(out, found.files)
        _write(out, found.files)
        if not as_json:
            sys.stdout.writelines(f"{out / path}\n" for path in found.files)


def _refuse_links(folder: Path, files: Iterable[str]) -> None:
    """Refuse links in the way of files, of those that wait beside their places, and of old ones.

    Raises:
        CommandError: There is one.
    """
    from setpoint.report.rule_files import RULES

    refuse_links(folder / RULES, folder)
    for path in files:
        refuse_links(folder / path, folder)
        refuse_links(_waiting(folder / path), folder)


def _waiting(place: Path) -> Path:
    """Return where a file stands until all are written."""
    return place.with_name(f".{place.name}.new")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write all files beside their places first, so that no failure leaves half of them."""
    from setpoint.report.rule_files import HEADER, RULES

    waiting: dict[Path, Path] = {}
    try:
        for path, text in files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            waiting[place] = _waiting(place)
            waiting[place].write_text(text, "utf-8")
    except OSError:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)
        raise
    for place, temporary in waiting.items():
        temporary.replace(place)
    for old in sorted((folder / RULES).glob("*.yaml")):
        if old not in waiting and old.read_text("utf-8").startswith(HEADER):
            old.unlink()

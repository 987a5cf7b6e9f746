"""`setpoint ledger`: where each statement of a team's own document went."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from setpoint.cli._stack import EnvOption
from setpoint.cli.failure import CommandError

app = typer.Typer()


@app.command()
def ledger(
    context: typer.Context,
    env: EnvOption,
    check: Annotated[
        Path | None,
        typer.Option(
            metavar="PAGE",
            help="Check a page instead: exit with 1 where it names what isn't there, or leaves"
            " an alert out.",
        ),
    ] = None,
) -> None:
    """Print tables of config paths, their resources and places, to map a document to."""
    from setpoint.automation.plan import render_plan
    from setpoint.catalog import build
    from setpoint.config import find_project, load
    from setpoint.ledger import mistakes, outline
    from setpoint.report.ledger import ledger_markdown, mistakes_text

    loaded = load(find_project(context.obj), env)
    catalog = build(loaded)
    resources = render_plan(catalog)
    if check is None:
        sys.stdout.write(ledger_markdown(env, outline(loaded, catalog, resources)))
        return
    found = list(mistakes(_read(check), loaded, catalog, resources))
    if found:
        raise CommandError("\n".join(mistakes_text(check, found)), exit_code=1)
    typer.echo(f"{check} agrees with {env}")


def _read(page: Path) -> str:
    try:
        return page.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{page} can't be read: {error}") from error

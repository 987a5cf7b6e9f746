"""`setpoint check`: is the config valid, in every environment?"""

from __future__ import annotations

from typing import Annotated

import typer

from setpoint.cli._catalogs import EnvChoice, build_catalogs, load_environments

app = typer.Typer()


@app.command()
def check(
    context: typer.Context,
    env: EnvChoice = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print problems and counts as JSON.")
    ] = False,
) -> None:
    """Validate the config of every environment and print every error with its place."""
    from setpoint.config import ConfigError
    from setpoint.report.check import check_json, verdict

    try:
        catalogs = build_catalogs(load_environments(context.obj, env))
    except ConfigError as error:
        if not as_json:
            raise
        typer.echo(check_json({}, error.problems))
        raise typer.Exit(2) from error
    counts = {name: len(catalog.alerts) for name, catalog in catalogs.items()}
    typer.echo(check_json(counts, ()) if as_json else verdict(counts))

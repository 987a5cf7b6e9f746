"""`setpoint cost`: what an environment's alerting costs a month."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from setpoint.cli.failure import CommandError

app = typer.Typer()


@app.command()
def cost(
    context: typer.Context,
    env: Annotated[str, typer.Option("--env", "-e", metavar="ENV", help="Environment.")],
    prices: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Another price table.", show_default="Setpoint's own"),
    ] = None,
    free_tier: Annotated[
        bool, typer.Option(help="Whether the account's free tier is this environment's.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Estimate the month's price on AWS of alarms, dashboards, metrics and health checks."""
    from setpoint.catalog import load_catalog
    from setpoint.config import find_project
    from setpoint.cost import PriceError, estimate, load_prices
    from setpoint.report.console import console
    from setpoint.report.cost import cost_as_json, print_cost

    try:
        table = load_prices(prices)
    except PriceError as error:
        raise CommandError(str(error)) from error
    catalog = load_catalog(find_project(context.obj).root, env)
    result = estimate(catalog, table, free_tier=free_tier)
    if as_json:
        sys.stdout.write(json.dumps(cost_as_json(result), indent=2) + "\n")
    else:
        print_cost(console(), result)

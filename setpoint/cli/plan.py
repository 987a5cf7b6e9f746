"""`setpoint plan`: an environment's resources, rendered offline."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from setpoint.cli._stack import EnvOption

app = typer.Typer()


class PlanFormat(StrEnum):
    """How the plan is printed."""

    TEXT = "text"
    JSON = "json"


@app.command()
def plan(
    context: typer.Context,
    env: EnvOption,
    output: Annotated[
        PlanFormat, typer.Option("--format", help="How to print it.")
    ] = PlanFormat.TEXT,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Show every resource of an environment without engine, credentials or network."""
    from setpoint.automation.plan import render_plan
    from setpoint.catalog import build
    from setpoint.config import find_project, load
    from setpoint.report.console import console
    from setpoint.report.plan import plan_as_json, print_plan

    resources = render_plan(build(load(find_project(context.obj), env)))
    if as_json or output is PlanFormat.JSON:
        sys.stdout.write(json.dumps(plan_as_json(resources), indent=2, ensure_ascii=False) + "\n")
    else:
        print_plan(console(), resources)

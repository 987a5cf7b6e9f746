"""`setpoint preview`: what `setpoint up` would do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from setpoint.cli._plan_file import read_plan, require_reviewed, save_plan
from setpoint.cli._stack import EnvOption, JsonOption, SandboxOption, operate
from setpoint.cli._stage import read_stage

app = typer.Typer()


@app.command()
def preview(  # noqa: PLR0913, PLR0917 - options of a command are arguments
    context: typer.Context,
    env: EnvOption,
    sandbox: SandboxOption = False,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--save-plan", metavar="FILE", help="Write a plan that `up --plan` holds itself to."
        ),
    ] = None,
    reviewed: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Exit with 2 where there is more than `diff --save-plans` has written.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what up would create, update or delete, and exit with 1 if there is anything."""
    stage = read_stage(context.obj, env)
    held = read_plan(reviewed, "review", stage) if reviewed else None
    outcome = operate("preview", stage, sandbox=sandbox, as_json=as_json)
    if held and outcome.succeeded:
        require_reviewed(held, outcome)
    if plan and outcome.succeeded:
        save_plan(plan, stage, outcome)
    raise typer.Exit(0 if outcome.succeeded and not outcome.changed else 1)

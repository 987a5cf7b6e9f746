"""`setpoint up`: make the accounts agree with the config."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from setpoint.cli._plan_file import read_plan, require_plan
from setpoint.cli._stack import (
    BreakLockOption,
    EnvOption,
    JsonOption,
    RecoverOption,
    SandboxOption,
    YesOption,
    confirm,
    consent_to,
    operate,
)
from setpoint.cli._stage import read_stage

app = typer.Typer()


@app.command()
def up(  # noqa: PLR0913, PLR0917 - options of a command are arguments
    context: typer.Context,
    env: EnvOption,
    sandbox: SandboxOption = False,
    yes: YesOption = False,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Do what `preview --save-plan` has written, or nothing at all."
        ),
    ] = None,
    recover: RecoverOption = False,
    break_lock: BreakLockOption = None,
    as_json: JsonOption = False,
) -> None:
    """Provision an environment with the real engine.

    Real accounts are previewed first and asked about; the sandbox is not. What was previewed is
    done: where config, program, settings or state have changed since, nothing is.
    """
    stage = read_stage(context.obj, env)
    consent = consent_to(recover=recover, break_lock=break_lock)
    expected: str | None = None
    planned = read_plan(plan, "preview", stage) if plan else None
    if planned or not (sandbox or yes):
        preview = operate(
            "preview", stage, sandbox=sandbox, as_json=as_json, consent=consent, first_of_two=True
        )
        if not preview.succeeded:
            raise typer.Exit(1)
        if planned:
            require_plan(planned, stage, preview)
        if not preview.changed:
            return
        confirm(f"Change {preview.changed} resources of {env}?", yes=yes or planned is not None)
        stage.recheck()
        expected = preview.state
    outcome = operate(
        "up", stage, sandbox=sandbox, as_json=as_json, consent=consent, expected_state=expected
    )
    raise typer.Exit(0 if outcome.succeeded else 1)

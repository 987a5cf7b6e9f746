"""`setpoint destroy`: delete everything an environment's stack holds."""

from __future__ import annotations

import typer

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
def destroy(  # noqa: PLR0913, PLR0917 - options of a command are arguments
    context: typer.Context,
    env: EnvOption,
    sandbox: SandboxOption = False,
    yes: YesOption = False,
    recover: RecoverOption = False,
    break_lock: BreakLockOption = None,
    as_json: JsonOption = False,
) -> None:
    """Delete an environment's alerts, routes and dashboards from the accounts."""
    if not sandbox:
        confirm(f"Delete all alerting of {env}: nobody will be woken any more. Sure?", yes=yes)
    outcome = operate(
        "destroy",
        read_stage(context.obj, env),
        sandbox=sandbox,
        as_json=as_json,
        consent=consent_to(recover=recover, break_lock=break_lock),
    )
    raise typer.Exit(0 if outcome.succeeded else 1)

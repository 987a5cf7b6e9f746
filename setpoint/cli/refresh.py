"""`setpoint refresh`: take over into the state what has changed in the accounts."""

from __future__ import annotations

import typer

from setpoint.cli._stack import (
    BreakLockOption,
    EnvOption,
    JsonOption,
    RecoverOption,
    SandboxOption,
    consent_to,
    operate,
)
from setpoint.cli._stage import read_stage

app = typer.Typer()


@app.command()
def refresh(  # noqa: PLR0913, PLR0917 - options of a command are arguments
    context: typer.Context,
    env: EnvOption,
    sandbox: SandboxOption = False,
    recover: RecoverOption = False,
    break_lock: BreakLockOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare the state with the accounts and say what has drifted, with exit code 1.

    Nothing in the accounts is changed; the next up sets right what has drifted.
    """
    outcome = operate(
        "refresh",
        read_stage(context.obj, env),
        sandbox=sandbox,
        as_json=as_json,
        consent=consent_to(recover=recover, break_lock=break_lock),
    )
    raise typer.Exit(0 if outcome.succeeded and not outcome.changed else 1)

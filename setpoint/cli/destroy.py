"""`setpoint destroy`: delete everything an environment's stack holds."""

from __future__ import annotations

import typer

from setpoint.cli._stack import (
    EnvOption,
    JsonOption,
    SandboxOption,
    YesOption,
    confirm,
    operate,
)

app = typer.Typer()


@app.command()
def destroy(
    context: typer.Context,
    env: EnvOption,
    sandbox: SandboxOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Delete an environment's alerts, routes and dashboards from the accounts."""
    if not sandbox:
        confirm(f"Delete all alerting of {env}: nobody will be woken any more. Sure?", yes=yes)
    outcome = operate("destroy", context.obj, env, sandbox=sandbox, as_json=as_json)
    raise typer.Exit(0 if outcome.succeeded else 1)

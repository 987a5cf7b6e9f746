"""`setpoint up`: make the accounts agree with the config."""

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
def up(
    context: typer.Context,
    env: EnvOption,
    sandbox: SandboxOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Provision an environment with the real engine.

    Real accounts are previewed first and asked about; the sandbox is not.
    """
    if not sandbox and not yes:
        preview = operate("preview", context.obj, env, sandbox=False, as_json=False)
        if not preview.succeeded:
            raise typer.Exit(1)
        if not preview.changed:
            return
        confirm(f"Change {preview.changed} resources of {env}?", yes=False)
    outcome = operate("up", context.obj, env, sandbox=sandbox, as_json=as_json)
    raise typer.Exit(0 if outcome.succeeded else 1)

"""`setpoint preview`: what `setpoint up` would do."""

from __future__ import annotations

import typer

from setpoint.cli._stack import EnvOption, JsonOption, SandboxOption, operate

app = typer.Typer()


@app.command()
def preview(
    context: typer.Context,
    env: EnvOption,
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show what up would create, update or delete, and exit with 1 if there is anything."""
    outcome = operate("preview", context.obj, env, sandbox=sandbox, as_json=as_json)
    raise typer.Exit(0 if outcome.succeeded and not outcome.changed else 1)

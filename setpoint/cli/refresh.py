"""`setpoint refresh`: take over into the state what has changed in the accounts."""

from __future__ import annotations

import typer

from setpoint.cli._stack import EnvOption, JsonOption, SandboxOption, operate

app = typer.Typer()


@app.command()
def refresh(
    context: typer.Context,
    env: EnvOption,
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """Compare the state with the accounts and say what has drifted, with exit code 1.

    Nothing in the accounts is changed; the next up sets right what has drifted.
    """
    outcome = operate("refresh", context.obj, env, sandbox=sandbox, as_json=as_json)
    raise typer.Exit(0 if outcome.succeeded and not outcome.changed else 1)

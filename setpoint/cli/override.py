"""`setpoint override`: why a pull request may break a policy."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from setpoint.cli.failure import CommandError
from setpoint.forge.overriding import LABEL

app = typer.Typer()


@app.command()
def override(
    label: Annotated[str, typer.Option(metavar="LABEL", help="The label that permits it.")] = LABEL,
) -> None:
    """Print the reason for which a pull request may break a policy; nothing without its label.

    The reason is a line of its description, `setpoint-override: REASON`. The label counts in the
    run that setting it starts (at GitLab it is LABEL::COMMIT), so not for what is pushed later.
    A label without a reason, or from before, is refused with exit code 1.
    """
    from setpoint.forge import ForgeError, override_reason, pull_request

    try:
        reason = override_reason(pull_request(os.environ), label)
    except ForgeError as error:
        raise CommandError(str(error), exit_code=1) from error
    if reason:
        typer.echo(reason)

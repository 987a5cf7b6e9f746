"""`setpoint iam-policy`: what a deployment of an environment may do in AWS."""

from __future__ import annotations

import json
import re
import sys
from typing import Annotated

import typer

from setpoint.cli._stack import EnvOption
from setpoint.cli.failure import CommandError

app = typer.Typer()


@app.command("iam-policy")
def iam_policy(
    context: typer.Context,
    env: EnvOption,
    account: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="The AWS account.", show_default="the one the policy is in"
        ),
    ] = None,
    state_bucket: Annotated[
        str | None,
        typer.Option(metavar="BUCKET", help="The S3 bucket with Pulumi's state, if that is one."),
    ] = None,
) -> None:
    """Print the least-privilege IAM policy that up and refresh of an environment need.

    It is made from the environment's plan, offline. A policy longer than IAM allows is
    printed as a list of several.
    """
    from setpoint.automation.plan import render_plan
    from setpoint.catalog import build
    from setpoint.catalog.naming import Naming
    from setpoint.config import find_project, load
    from setpoint.iam import Scope, policies

    if account is not None and not re.fullmatch(r"\d{12}", account):
        raise CommandError(f"{account!r} is no AWS account id; it has 12 digits")
    catalog = build(load(find_project(context.obj), env))
    scope = Scope(
        prefix=Naming(catalog.organization, catalog.environment).prefix,
        region=catalog.region,
        account=account or "*",
        state_bucket=state_bucket,
    )
    found = policies(render_plan(catalog), scope)
    shown = found[0] if len(found) == 1 else list(found)
    sys.stdout.write(json.dumps(shown, indent=2) + "\n")

"""`setpoint reviewed`: what the review of a merged pull request has left for the deployment."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from setpoint.cli._output import write_file
from setpoint.cli._plan_file import plan_name
from setpoint.cli._stack import EnvOption
from setpoint.cli.failure import CommandError
from setpoint.forge.reviewed import ARTIFACT, WORKFLOW

app = typer.Typer()


@app.command()
def reviewed(
    env: EnvOption,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Write it to this file.")
    ],
    artifact: Annotated[
        str, typer.Option(metavar="NAME", help="What the action was told to call it, at GitHub.")
    ] = ARTIFACT,
    workflow: Annotated[
        str, typer.Option(metavar="FILE", help="The workflow that reviews, at GitHub.")
    ] = WORKFLOW,
) -> None:
    """Fetch the plan file that the review of the commit's pull request has left in CI.

    `preview --reviewed` is held to it. Reads GitHub's or GitLab's variables, with a token that
    may read in GITHUB_TOKEN or GITLAB_TOKEN. Exits with 1 where no review has left one.
    """
    from setpoint.forge import ForgeError, NothingReviewedError, deployment, reviewed_file

    try:
        job = replace(deployment(os.environ), artifact=artifact, workflow=workflow)
        content = reviewed_file(job, plan_name(env))
    except NothingReviewedError as error:
        raise CommandError(f"Nothing was reviewed: {error}", exit_code=1) from error
    except ForgeError as error:
        raise CommandError(str(error)) from error
    write_file(output, content)

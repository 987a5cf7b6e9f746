"""`setpoint comment`: one comment on a pull request, kept up to date."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from setpoint.cli.failure import CommandError

app = typer.Typer()


@app.command()
def comment(
    file: Annotated[Path, typer.Option("--file", metavar="FILE", help="The text, Markdown.")],
    marker: Annotated[
        str,
        typer.Option(metavar="NAME", help="What tells the comment from others of the same user."),
    ] = "setpoint diff",
    author: Annotated[
        str | None,
        typer.Option(
            metavar="LOGIN",
            help="Who the token writes as, if it is a GitHub app's of your own: NAME[bot].",
            show_default="github-actions[bot]",
        ),
    ] = None,
) -> None:
    """Post a text on the pull request that a CI job runs for, or update the comment.

    Reads GitHub's or GitLab's variables, with the token in GITHUB_TOKEN or GITLAB_TOKEN.
    Without one that may write, as for a fork, nothing is posted and that is no failure.
    """
    from setpoint.forge import ForgeError, NotAllowedError, keep_comment, pull_request

    try:
        text = file.read_text("utf-8")
    except OSError as error:
        raise CommandError(f"{file} can't be read: {error.strerror}") from error
    try:
        kept = keep_comment(replace(pull_request(os.environ), author=author), marker, text)
    except NotAllowedError as error:
        typer.echo(f"No comment was posted: {error}", err=True)
    except ForgeError as error:
        raise CommandError(str(error), exit_code=1) from error
    else:
        typer.echo(f"The comment is {kept}")

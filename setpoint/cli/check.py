"""`setpoint check`: is the config valid, in every environment?"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli._catalogs import EnvChoice, build_catalogs, load_environments
from setpoint.cli._output import OutputOption, put_out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from setpoint.config import Problem

app = typer.Typer()


class Format(StrEnum):
    """How problems are printed."""

    text = "text"
    json = "json"
    markdown = "markdown"
    annotations = "annotations"


@app.command()
def check(
    context: typer.Context,
    env: EnvChoice = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="Output format.")] = Format.text,
    output: OutputOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Validate the config of every environment and print every error with its place."""
    from setpoint.config import ConfigError
    from setpoint.report.check import check_json, verdict

    form = Format.json if as_json else form
    try:
        catalogs = build_catalogs(load_environments(context.obj, env))
    except ConfigError as error:
        if form is Format.text and output is None:
            raise
        put_out(
            _problems(form, error.problems, context.obj),
            output,
            commands=form is Format.annotations,
        )
        raise typer.Exit(2) from error
    counts = {name: len(catalog.alerts) for name, catalog in catalogs.items()}
    told = check_json(counts, ()) if form is Format.json else verdict(counts)
    put_out(f"{told}\n" if form is not Format.annotations else "", output)


def _problems(form: Format, problems: Sequence[Problem], start: Path) -> str:
    if form is Format.json:
        from setpoint.report.check import check_json

        return check_json({}, problems) + "\n"
    if form is Format.markdown:
        from setpoint.report.check_markdown import problems_markdown

        return problems_markdown(problems)
    if form is Format.annotations:
        from setpoint.git import repository_prefix
        from setpoint.report.check_annotations import problems_annotations

        return problems_annotations(problems, repository_prefix(_root(start)))
    from setpoint.report.check import problems_text

    return problems_text(problems) + "\n"


def _root(start: Path) -> Path:
    """The project's folder; where the command started if it is its files that are in doubt."""
    from setpoint.config import ConfigError, find_project

    try:
        return find_project(start).root
    except ConfigError:
        return start

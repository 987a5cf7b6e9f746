"""`setpoint lint`: what is valid and yet unwise."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli import _clock
from setpoint.cli._catalogs import build_catalogs, load_environments
from setpoint.cli._output import OutputOption, put_out
from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from setpoint.lint import Finding, Project

app = typer.Typer()


class Format(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"
    sarif = "sarif"
    markdown = "markdown"
    annotations = "annotations"


class Severity(StrEnum):
    """How much a finding weighs."""

    error = "error"
    warning = "warning"
    info = "info"


@app.command()
def lint(  # noqa: PLR0913, PLR0917 - options of a command are arguments
    context: typer.Context,
    env: Annotated[
        list[str] | None,
        typer.Option("--env", "-e", metavar="ENV", help="Only these environments' findings."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="Output format.")] = Format.text,
    output: OutputOption = None,
    severity: Annotated[Severity, typer.Option(help="Leave out what weighs less.")] = Severity.info,
    fail_on: Annotated[
        Severity, typer.Option(help="Exit with 1 for findings of this weight or more.")
    ] = Severity.warning,
    online: Annotated[
        bool, typer.Option("--online/--offline", help="Also ask addresses on the network.")
    ] = False,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--on", formats=["%Y-%m-%d"], help="Judge as on this day.", show_default="today"
        ),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Name every check and stop.")] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="CHECK", help="Print the page on a check and stop.")
    ] = None,
) -> None:
    """Find what is valid and yet unwise; exit with 1 for errors and warnings."""
    if listing or explain:
        _tell(explain)
        return
    from setpoint.lint import lint as run

    today = _clock.named(day).date() if day else _clock.today()
    project = _project(context.obj, today)
    _require_known(env or [], project)
    found = run(project, online=online)
    wanted = [f for f in found if _shown(f, env or []) and _weighs(f, severity)]
    put_out(_rendered(form, wanted, project), output, commands=form is Format.annotations)
    if any(_weighs(finding, fail_on) for finding in wanted):
        raise typer.Exit(1)


def _tell(explain: str | None) -> None:
    """Print the page on a check, or the list of all."""
    from setpoint.lint import all_checks, find_check
    from setpoint.lint.pages import page_text
    from setpoint.report.lint_terminal import checks_text
    from setpoint.report.plain import standard_paper

    if explain is None:
        lines = checks_text(all_checks(), standard_paper())
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return
    try:
        sys.stdout.write(page_text(find_check(explain).name))
    except LookupError as error:
        raise CommandError(str(error)) from error


def _project(start: Path, today: date) -> Project:
    """Load every environment: checks compare them, and an allowance may be another's."""
    from setpoint import oncall
    from setpoint.config import find_project
    from setpoint.lint import Environment, Project, all_checks

    loaded = load_environments(start, None)
    catalogs = build_catalogs(loaded)
    environments = {name: Environment(catalogs[name], loaded[name]) for name in loaded}
    root = find_project(start).root
    return Project(
        environments=environments, root=root, today=today, rota=oncall, checks=all_checks()
    )


def _require_known(names: Sequence[str], project: Project) -> None:
    for name in names:
        if name not in project.environments:
            known = ", ".join(project.environments)
            raise CommandError(f"There is no environment {name}; there are {known}")


def _shown(finding: Finding, names: Sequence[str]) -> bool:
    return not names or bool(set(names) & set(finding.environments))


def _weighs(finding: Finding, least: Severity) -> bool:
    """Whether a finding weighs as much, or more."""
    order = [each.value for each in Severity]
    return order.index(finding.severity) <= order.index(least.value)


def _rendered(form: Format, found: Sequence[Finding], project: Project) -> str:
    from setpoint.git import repository_prefix

    if form is Format.json:
        from setpoint.report.lint_json import lint_json

        return lint_json(found, list(project.environments))
    if form is Format.sarif:
        from setpoint.lint import all_checks
        from setpoint.report.lint_sarif import lint_sarif

        return lint_sarif(found, all_checks(), repository_prefix(project.root))
    if form is Format.markdown:
        from setpoint.report.check_markdown import lint_markdown

        return lint_markdown(found)
    if form is Format.annotations:
        from setpoint.report.lint_annotations import lint_annotations

        return lint_annotations(found, repository_prefix(project.root))
    from setpoint.report.lint_terminal import lint_text
    from setpoint.report.plain import standard_paper

    return lint_text(found, len(project.environments), standard_paper())

"""`setpoint diff`: what a change of the config does to each alert."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from setpoint.cli import _clock
from setpoint.cli._output import OutputOption, put_out
from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from setpoint.cli._sides import Sides
    from setpoint.oncall import RotaComparison
    from setpoint.review import Review, Verdict

app = typer.Typer()

_WEEKS: Final = 8


class Format(StrEnum):
    """How the review is printed."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"
    sarif = "sarif"
    annotations = "annotations"
    html = "html"


@app.command()
def diff(  # noqa: PLR0913, PLR0917 - options of a command are arguments
    context: typer.Context,
    base: Annotated[
        str | None,
        typer.Argument(
            metavar="BASE",
            help="A git revision, or a project's folder, named by a path such as ./before.",
            show_default="where the branch left origin's main branch",
        ),
    ] = None,
    head: Annotated[
        str | None,
        typer.Argument(
            metavar="HEAD",
            help="A git revision, or a project's folder, named by a path such as ./after.",
            show_default="the working tree",
        ),
    ] = None,
    env: Annotated[
        list[str] | None,
        typer.Option(
            "--env", "-e", metavar="ENV", help="Only this environment.", show_default="all"
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="Output format.")] = (
        Format.terminal
    ),
    output: OutputOption = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="POLICY,...",
            help="Exit with 1 for these, too: removed-critical, looser-in-prod, cost-over=10, ...",
        ),
    ] = None,
    override: Annotated[
        str | None,
        typer.Option(
            "--override", metavar="REASON", help="Let violations pass; the output says why."
        ),
    ] = None,
    plans: Annotated[
        Path | None,
        typer.Option(
            "--save-plans",
            metavar="FOLDER",
            help="Write what is reviewed, plan-ENV.json, for `preview --reviewed`.",
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 for any difference.")
    ] = False,
) -> None:
    """Say what a change of the config does to each alert, in each environment.

    Compares two git revisions, a revision and the working tree, or two folders. Exits with 1
    where providers' settings or the program differ, unless --fail-on settings-changed=off.
    """
    from setpoint.cli._sides import load_sides
    from setpoint.cli._verdict import reach_verdict
    from setpoint.review import review

    if plans and head:
        raise CommandError("--save-plans is about the working tree: leave HEAD away")
    sides = load_sides(context.obj, base, head, env or [])
    found = review(sides.base, sides.head, pricing=sides.pricing(), names=sides.names)
    found = replace(found, settings=sides.settings)
    rotas = _compared_rotas(sides)
    verdict = reach_verdict(found, sides, fail_on or [], override)
    put_out(
        _rendered(form, found, verdict, rotas, sides.prefix),
        output,
        commands=form is Format.annotations,
    )
    if plans:
        _save_plans(plans, context.obj, sides)
    if verdict.refused or (exit_code and (rotas or not found.empty) and override is None):
        raise typer.Exit(1)


def _save_plans(folder: Path, start: Path, sides: Sides) -> None:
    from setpoint.cli._plan_file import save_reviewed

    bases = {name: sides.base[name].catalog if name in sides.base else None for name in sides.head}
    save_reviewed(folder, start, bases)


def _compared_rotas(sides: Sides) -> RotaComparison | None:
    from setpoint.oncall import compare_rotas

    old, new = (
        {name: side.catalog for name, side in each.items()} for each in (sides.base, sides.head)
    )
    return compare_rotas(old, new, _clock.midnight(), _WEEKS)


def _rendered(
    form: Format, found: Review, verdict: Verdict, rotas: RotaComparison | None, prefix: str
) -> str:
    if form is Format.terminal:
        from setpoint.report.plain import standard_paper
        from setpoint.report.review_terminal import review_text

        return review_text(found, verdict, standard_paper(), rotas)
    if form is Format.markdown:
        from setpoint.report.review_markdown import review_markdown

        return review_markdown(found, verdict, rotas)
    if form is Format.json:
        from setpoint.report.review_json import review_json

        return review_json(found, verdict, rotas)
    if form is Format.sarif:
        from setpoint.report.review_sarif import review_sarif

        return review_sarif(found, prefix)
    if form is Format.annotations:
        from setpoint.report.review_annotations import review_annotations

        return review_annotations(found, verdict, prefix)
    from setpoint.report.review_html import review_html

    return review_html(found, verdict, rotas)

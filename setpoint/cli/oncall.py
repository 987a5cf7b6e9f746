"""`setpoint oncall`: who is on call when."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli import _clock

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog
    from setpoint.oncall import Roster

app = typer.Typer()

_LONGEST_WEEKS = 260


class Format(StrEnum):
    """How the rota is printed."""

    text = "text"
    ical = "ical"
    json = "json"
    html = "html"


@app.command()
def oncall(
    context: typer.Context,
    env: Annotated[str, typer.Option("--env", "-e", metavar="ENV", help="Environment.")],
    start: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="First day, UTC.", show_default="today"),
    ] = None,
    weeks: Annotated[
        int, typer.Option(min=1, max=_LONGEST_WEEKS, help="How many weeks from there.")
    ] = 8,
    form: Annotated[Format, typer.Option("--format", "-f", help="Output format.")] = Format.text,
) -> None:
    """Show who is on call when; exit with 1 if an hour is uncovered or somebody booked twice."""
    from setpoint.catalog import load_catalog
    from setpoint.config import find_project
    from setpoint.oncall import roster

    first = _clock.named(start) if start else _clock.midnight()
    catalog = load_catalog(find_project(context.obj).root, env)
    found = roster(catalog, first, weeks)
    _print(form, catalog, found)
    raise typer.Exit(0 if found.sound else 1)


def _print(form: Format, catalog: Catalog, found: Roster) -> None:
    if form is Format.text:
        from setpoint.report.console import console
        from setpoint.report.rota import print_rota

        print_rota(console(), catalog, found)
    elif form is Format.json:
        import json

        from setpoint.report.rota import rota_as_json

        sys.stdout.write(json.dumps(rota_as_json(catalog, found), indent=2) + "\n")
    elif form is Format.ical:
        from setpoint.report.rota_calendar import rota_as_icalendar

        sys.stdout.write(rota_as_icalendar(catalog, found))
    else:
        from setpoint.report.rota_page import rota_as_html

        sys.stdout.write(rota_as_html(catalog, found))

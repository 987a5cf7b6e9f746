"""An environment's rota as one HTML page that needs nothing beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from setpoint.report.moments import local
from setpoint.report.pages import render
from setpoint.report.rota import duty_row, escalation_lines, move_text, rota_findings

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog
    from setpoint.oncall import Roster


def rota_as_html(catalog: Catalog, roster: Roster) -> str:
    """Return the page."""
    return render(
        "rota.html",
        catalog=catalog,
        first=f"{roster.start:%Y-%m-%d}",
        last=f"{roster.end:%Y-%m-%d}",
        escalations=list(escalation_lines(catalog)),
        findings=list(rota_findings(catalog, roster)),
        moves=[move_text(catalog, move) for move in roster.handoff_moves],
        duties=[duty_row(catalog, duty) for duty in roster.duties],
        schedules=[_schedule(catalog, roster, name) for name in roster.shifts],
    )


def _schedule(catalog: Catalog, roster: Roster, name: str) -> dict[str, Any]:
    schedule = catalog.schedules[name]
    zone = ZoneInfo(schedule.time_zone)
    rows = [(s.start, s.end, catalog.people[s.person].name, False) for s in roster.shifts[name]]
    rows += [(g.start, g.end, "nobody", True) for g in roster.gaps if g.schedule == name]
    return {
        "name": f"{name} ({schedule.told_zone})",
        "rows": [
            {"start": local(start, zone), "end": local(end, zone), "who": who, "gap": gap}
            for start, end, who, gap in sorted(rows)
        ],
    }

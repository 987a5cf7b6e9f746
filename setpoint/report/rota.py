"""An environment's rota in the terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.table import Table

from setpoint.catalog.escalations import targets_text
from setpoint.report.moments import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from setpoint.catalog.model import Catalog
    from setpoint.oncall import Roster


def print_rota(console: Console, catalog: Catalog, roster: Roster) -> None:
    """Print each escalation's levels, each schedule's shifts, then what is wrong."""
    for line in escalation_lines(catalog):
        console.print(line, soft_wrap=True)
    for name in roster.shifts:
        console.print()
        console.print(_calendar(catalog, roster, name))
    findings = list(rota_findings(catalog, roster))
    console.print()
    for finding in findings:
        console.print(f"[bold red]{finding}[/]", soft_wrap=True)
    if not findings:
        console.print("[green]Every hour is covered, and nobody is booked twice.[/]")
    for change in roster.clock_changes:
        person = catalog.people[change.shift.person].name
        console.print(
            f"[dim]The clocks change during {person}'s shift on {change.shift.schedule}: "
            f"it lasts {change.hours:g} hours.[/]",
            soft_wrap=True,
        )


def escalation_lines(catalog: Catalog) -> Iterator[str]:
    """Yield `platform: at once primary; after 15 min secondary; ...` for each escalation."""
    for escalation in catalog.escalations.values():
        levels = "; ".join(
            f"{f'after {rule.after_minutes} min' if rule.after_minutes else 'at once'} "
            + targets_text(rule, [target.id for target in rule.targets])
            for rule in escalation.rules
        )
        yield f"{escalation.id}: {levels}"


def _calendar(catalog: Catalog, roster: Roster, name: str) -> Table:
    schedule = catalog.schedules[name]
    zone = ZoneInfo(schedule.time_zone)
    table = Table(
        title=f"{name} ({schedule.time_zone})", title_justify="left", box=None, pad_edge=False
    )
    for heading in ("From", "To", "On call"):
        table.add_column(heading)
    rows = [(s.start, s.end, catalog.people[s.person].name) for s in roster.shifts[name]]
    rows += [(g.start, g.end, "[bold red]nobody[/]") for g in roster.gaps if g.schedule == name]
    for start, end, who in sorted(rows):
        table.add_row(local(start, zone), local(end, zone), who)
    return table


def rota_findings(catalog: Catalog, roster: Roster) -> Iterator[str]:
    """Yield a sentence for each gap and each double booking."""
    for gap in roster.gaps:
        zone = ZoneInfo(catalog.schedules[gap.schedule].time_zone)
        yield (
            f"Nobody is on call on {gap.schedule} from {local(gap.start, zone)} "
            f"to {local(gap.end, zone)}"
        )
    for booking in roster.double_bookings:
        zone = ZoneInfo(catalog.schedules[booking.schedules[0]].time_zone)
        yield (
            f"{catalog.people[booking.person].name} is on call on both "
            f"{' and '.join(booking.schedules)} of {' and '.join(booking.escalations)} "
            f"from {local(booking.start, zone)} to {local(booking.end, zone)}"
        )


def rota_as_json(catalog: Catalog, roster: Roster) -> dict[str, Any]:
    """Return the rota as JSON-ready values; times are UTC in ISO 8601."""
    return {
        "environment": catalog.environment,
        "from": roster.start.isoformat(),
        "to": roster.end.isoformat(),
        "schedules": {
            name: [
                {"from": s.start.isoformat(), "to": s.end.isoformat(), "person": s.person}
                for s in found
            ]
            for name, found in roster.shifts.items()
        },
        "gaps": [
            {"schedule": g.schedule, "from": g.start.isoformat(), "to": g.end.isoformat()}
            for g in roster.gaps
        ],
        "double_bookings": [
            {
                "person": b.person,
                "escalations": list(b.escalations),
                "schedules": list(b.schedules),
                "from": b.start.isoformat(),
                "to": b.end.isoformat(),
            }
            for b in roster.double_bookings
        ],
        "clock_changes": [
            {
                "schedule": c.shift.schedule,
                "person": c.shift.person,
                "from": c.shift.start.isoformat(),
                "hours": c.hours,
            }
            for c in roster.clock_changes
        ],
    }

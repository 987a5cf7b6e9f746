"""An environment's rota in the terminal and as JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.table import Table

from setpoint.catalog.escalations import after_text, targets_text
from setpoint.config.units import write_duration
from setpoint.report.bookings import booking_as_json, booking_text
from setpoint.report.moments import local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time

    from rich.console import Console

    from setpoint.catalog.model import Catalog
    from setpoint.oncall import Duty, HandoffMove, Roster


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
    for move in roster.handoff_moves:
        console.print(f"[dim]{move_text(catalog, move)}[/]", soft_wrap=True)
    if roster.duties:
        console.print()
        console.print(_duties(catalog, roster))


def move_text(catalog: Catalog, move: HandoffMove) -> str:
    """Return what a change of the clocks does to handoffs, as a sentence."""
    zone = ZoneInfo(catalog.schedules[move.schedule].time_zone)
    day = f"{move.at.astimezone(zone):%a %Y-%m-%d}"
    turns = f"turns of {write_duration(move.turn)} on {move.schedule}"
    if not move.for_good:
        instead = f"{_times(move.after)} that day"
        return f"The clocks leap over {_times(move.before)} on {day}: {turns} change at {instead}."
    if move.before:
        times = f"{_times(move.after)} instead of {_times(move.before)}"
        return f"The clocks change on {day}: {turns} change at {times} from that day."
    by = write_duration(abs(move.shift.total_seconds()))
    when = "later" if move.shift > timedelta() else "earlier"
    return f"The clocks change on {day}: {turns} change {by} {when} from that day."


def _times(times: tuple[time, ...]) -> str:
    return " and ".join(f"{each:%H:%M}" for each in times)


def _duties(catalog: Catalog, roster: Roster) -> Table:
    """Return hours per person, and who is on call for more than a day in a row."""
    table = Table(title="Hours on call", title_justify="left", box=None, pad_edge=False)
    for heading in ("Who", "Hours", "Of them", "More than a day in a row"):
        table.add_column(heading, justify="right" if heading == "Hours" else "left")
    for duty in roster.duties:
        table.add_row(*duty_row(catalog, duty))
    return table


def duty_row(catalog: Catalog, duty: Duty) -> tuple[str, str, str, str]:
    """Return a person's name, hours, hours by schedule, and time on call in a row."""
    name = catalog.people[duty.person].name
    of = ", ".join(f"{schedule} {hours:g}" for schedule, hours in duty.by_schedule.items())
    return name, f"{duty.hours:g}", of, _in_a_row(duty)


def _in_a_row(duty: Duty) -> str:
    if not duty.long:
        return ""
    first = duty.long[0]
    longest = f"{(first.end - first.start).total_seconds() / 3600:g} h"
    times = f"{len(duty.long)} times, at most " if len(duty.long) > 1 else ""
    return f"{times}{longest} from {first.start:%Y-%m-%d}"


def escalation_lines(catalog: Catalog) -> Iterator[str]:
    """Yield `platform: at once primary; after 15m secondary; ...` for each escalation."""
    for escalation in catalog.escalations.values():
        levels = "; ".join(
            f"{after_text(rule.after_minutes)} "
            + targets_text(rule, [target.id for target in rule.targets])
            for rule in escalation.rules
        )
        yield f"{escalation.id}: {levels}"


def _calendar(catalog: Catalog, roster: Roster, name: str) -> Table:
    schedule = catalog.schedules[name]
    zone = ZoneInfo(schedule.time_zone)
    table = Table(
        title=f"{name} ({schedule.told_zone})", title_justify="left", box=None, pad_edge=False
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
        yield f"{catalog.people[booking.person].name} {booking_text(catalog, booking)}"


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
        "double_bookings": [booking_as_json(each) for each in roster.double_bookings],
        "clock_changes": [
            {
                "schedule": c.shift.schedule,
                "person": c.shift.person,
                "from": c.shift.start.isoformat(),
                "hours": c.hours,
            }
            for c in roster.clock_changes
        ],
        "handoff_moves": [_move_as_json(move) for move in roster.handoff_moves],
        "people": {duty.person: _duty_as_json(duty) for duty in roster.duties},
    }


def _move_as_json(move: HandoffMove) -> dict[str, Any]:
    return {
        "schedule": move.schedule,
        "layer": move.layer,
        "at": move.at.isoformat(),
        "for_good": move.for_good,
        "before": [f"{each:%H:%M}" for each in move.before],
        "after": [f"{each:%H:%M}" for each in move.after],
    }


def _duty_as_json(duty: Duty) -> dict[str, Any]:
    return {
        "hours": duty.hours,
        "schedules": dict(duty.by_schedule),
        "more_than_a_day": [
            {"from": each.start.isoformat(), "to": each.end.isoformat()} for each in duty.long
        ],
    }

"""Whose shifts change, in words and as JSON; the formats of a review place them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from setpoint.report.bookings import booking_as_json
from setpoint.report.moments import local
from setpoint.report.review_page.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.oncall import RotaChange, RotaComparison, ShiftChange

# Of a schedule; a weekly rotation has no more within eight weeks and a started one.
_MOST: Final = 9
# Of an environment, in one line.
_MOST_PEOPLE: Final = 12
_NOBODY: Final = "nobody"


class ShiftLine(NamedTuple):
    """A stretch that somebody else takes, or how many more there are.

    Attributes:
        where: `primary in prod (UTC)`.
        when: From and to on the schedule's wall clock.
        who: `Ana -> Ben`, empty where `when` says how many more.
    """

    where: str
    when: str
    who: str

    @property
    def text(self) -> str:
        """All in one."""
        return f"{self.where}: {self.when} {self.who}".rstrip()

    @property
    def uncovered(self) -> bool:
        """Whether nobody is on call."""
        return self.who.endswith(f"-> {_NOBODY}")


class ShiftSection(NamedTuple):
    """Everything to say; without lines where everybody keeps their shifts.

    Attributes:
        hours: Environments, and what each person gains or loses there.
    """

    title: str
    shifts: tuple[ShiftLine, ...]
    hours: tuple[tuple[str, str], ...]

    @property
    def by_schedule(self) -> dict[str, list[ShiftLine]]:
        """The lines by where they are."""
        found: dict[str, list[ShiftLine]] = defaultdict(list)
        for line in self.shifts:
            found[line.where].append(line)
        return found


def shift_section(rotas: RotaComparison | None) -> ShiftSection:
    """Return what changes, the same in several environments once."""
    if rotas is None:
        return ShiftSection("", (), ())
    return ShiftSection(
        f"Whose shifts change in the next {rotas.weeks} weeks",
        tuple(_shifts(rotas)),
        tuple(_hours(rotas)),
    )


def shifts_as_json(rotas: RotaComparison) -> dict[str, Any]:
    """Return all of it as JSON-ready values; times are UTC in ISO 8601, people ids."""
    return {
        "from": rotas.start.isoformat(),
        "to": rotas.end.isoformat(),
        "changes": [
            {
                "environment": rota.environment,
                "schedule": change.schedule,
                "from": change.start.isoformat(),
                "to": change.end.isoformat(),
                "before": change.before,
                "after": change.after,
            }
            for rota in rotas.environments
            for change in rota.shifts
        ],
        "hours": [
            {"environment": rota.environment, "person": person, "hours": hours}
            for rota in rotas.environments
            for person, hours in rota.hours.items()
        ],
        "double_bookings": [
            {"environment": rota.environment, **booking_as_json(booking)}
            for rota in rotas.environments
            for booking in rota.bookings
        ],
    }


def _shifts(rotas: RotaComparison) -> Iterator[ShiftLine]:
    for (schedule, zone, told), environments in _told(rotas).items():
        where = f"{schedule} in {listed(environments)} ({zone})"
        yield from (ShiftLine(where, when, who) for when, who in told[:_MOST])
        if len(told) > _MOST:
            more = f"... {len(told) - _MOST} more; --format json has them all"
            yield ShiftLine(where, more, "")


_Told = tuple[str, str, tuple[tuple[str, str], ...]]


def _told(rotas: RotaComparison) -> dict[_Told, list[str]]:
    """Return environments by what is told of a schedule: its name, zone, each when and who."""
    found: dict[_Told, list[str]] = defaultdict(list)
    for rota in rotas.environments:
        by_schedule: dict[str, list[ShiftChange]] = defaultdict(list)
        for change in rota.shifts:
            by_schedule[change.schedule].append(change)
        for name, changes in by_schedule.items():
            schedule = rota.schedule(name)
            zone = ZoneInfo(schedule.time_zone)
            told = tuple((_when(each, zone), _who(each, rota)) for each in changes)
            found[name, schedule.told_zone, told].append(rota.environment)
    return found


def _when(change: ShiftChange, zone: ZoneInfo) -> str:
    return f"{local(change.start, zone)} to {local(change.end, zone)}"


def _who(change: ShiftChange, rota: RotaChange) -> str:
    before = rota.old.people[change.before].name if change.before else _NOBODY
    after = rota.new.people[change.after].name if change.after else _NOBODY
    if before == after:  # two people with one name, or one with a new id
        return f"{before} ({change.before}) -> {after} ({change.after})"
    return f"{before} -> {after}"


def _hours(rotas: RotaComparison) -> Iterator[tuple[str, str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for rota in rotas.environments:
        if rota.shifts:
            found[_gained(rota)].append(rota.environment)
    for text, environments in found.items():
        yield listed(environments), text


def _gained(rota: RotaChange) -> str:
    """Return `Ana +168 h, Ben -168 h`, who gains most first."""
    if not any(rota.hours.values()):
        return "everybody has as many as before"
    people = {**rota.old.people, **rota.new.people}
    ranked = sorted(rota.hours.items(), key=lambda each: (-each[1], people[each[0]].name))
    told = [
        f"{people[person].name} {f'{hours:+g} h' if hours else 'as many hours as before'}"
        for person, hours in ranked
    ]
    more = len(told) - _MOST_PEOPLE
    rest = [f"... {more} more; --format json has them all"] if more > 0 else []
    return ", ".join([*told[:_MOST_PEOPLE], *rest])

"""Who is on call on two schedules at once by a change."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from setpoint.report.bookings import booking_text
from setpoint.report.review_page.page import Entry, Section
from setpoint.report.review_page.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.oncall import DoubleBooking, RotaChange, RotaComparison


def booked_section(rotas: RotaComparison | None) -> Section:
    """Return who is on call on two schedules at once and wasn't, the same environments once."""
    if rotas is None:
        return Section(title="", entries=())
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for rota in rotas.environments:
        for told in _booked(rota):
            found[told].append(rota.environment)
    entries = (
        Entry(sign="", subject=name, where=listed(environments), text=text, origin=None)
        for (name, text), environments in found.items()
    )
    return Section(title=f"Booked twice in the next {rotas.weeks} weeks", entries=tuple(entries))


def _booked(rota: RotaChange) -> Iterator[tuple[str, str]]:
    """Yield each person's name and the first stretch on two schedules, and how many follow."""
    found: dict[tuple[object, ...], list[DoubleBooking]] = defaultdict(list)
    for each in rota.bookings:
        found[each.person, each.schedules, each.escalations].append(each)
    for first, *others in found.values():
        times = {0: "", 1: ", and another time"}
        more = times.get(len(others), f", and {len(others)} more times")
        yield rota.new.people[first.person].name, f"{booking_text(rota.new, first)}{more}"

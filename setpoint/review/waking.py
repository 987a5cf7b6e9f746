"""The week cut into slots in which support hours hold before and after, and their hours in words.

A week is counted by the clock of the old hours. Where the new ones have another clock, the two
are apart by more or less in the course of a year: each of these weeks is cut by itself.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from setpoint.catalog.hours import days_text, hours_text, page_text
from setpoint.vendors.time_zones import clocks_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import time

    from setpoint.catalog.model import Route, SupportHours

_HOUR: Final = 60
_DAY: Final = 24 * _HOUR
_DAYS: Final = 7
_WEEK: Final = _DAYS * _DAY
_NAMED: Final = "support hours"
# Whether pages wake people before, and after.
Wakes: TypeAlias = tuple[bool, bool]


class Slot(NamedTuple):
    """A stretch of the week in minutes from Monday 00:00, and what holds in it.

    Attributes:
        before, after: Whether the hours hold in it, or pages wake people in it.
    """

    start: int
    end: int
    before: bool
    after: bool


def slots(old: SupportHours | None, new: SupportHours | None) -> tuple[Slot, ...]:
    """Return the week by whether the hours hold; those of one side where the other has none."""
    before, after = old or new, new or old
    if before is None or after is None:
        return (Slot(0, _WEEK, before=True, after=True),)
    apart = clocks_apart(before.time_zone, after.time_zone)
    return tuple(chain.from_iterable(_cut(_spans(before), _spans(after, by)) for by in apart))


def other_hours(old: Route, new: Route) -> bool:
    """Whether pages of the same urgencies by hours have other hours."""
    was, now = old.page_hours, new.page_hours
    return bool(was and now and was.hours != now.hours) and page_text(old) == page_text(new)


class Week:
    """The week by whether an alert's pages wake people before and after.

    Attributes:
        kinds: The pairs that there are, those first in which people were woken.
    """

    def __init__(self, old: Route, new: Route) -> None:
        self._hours = [each.page_hours.hours if each.page_hours else None for each in (old, new)]
        self._in_hours = slots(*self._hours)
        self._slots = [
            slot._replace(before=_wakes(old, slot.before), after=_wakes(new, slot.after))
            for slot in self._in_hours
        ]
        found = dict.fromkeys((slot.before, slot.after) for slot in self._slots)
        self.kinds: tuple[Wakes, ...] = tuple(sorted(found, reverse=True))

    def when(self, kinds: Collection[Wakes]) -> str:
        """Return in which hours it is so: `in support hours`, empty for all of the week."""
        if not set(self.kinds).difference(kinds):
            return ""
        old, new = self._hours
        found = [slot for slot in self._slots if (slot.before, slot.after) in kinds]
        if old and new and old != new:
            return slots_text(found, old)
        inside = [slot[:2] for slot in self._in_hours if slot.before]
        where = "in" if [slot[:2] for slot in found] == inside else "outside"
        return f"{where} {_NAMED}"

    def in_full(self, kinds: Collection[Wakes]) -> str:
        """Return the same, with the support hours in brackets where they are named."""
        old, new = self._hours
        hours = new or old
        when = self.when(kinds)
        return f"{when} ({hours_text(hours)})" if hours and when.endswith(_NAMED) else when


def slots_text(found: Iterable[Slot], hours: SupportHours) -> str:
    """Return `Mon-Fri 09:00-10:00 and 17:00-18:00 Europe/Berlin`, by the clock of some hours."""
    days: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for day, times in _by_day(found).items():
        days[tuple(times)].append(day)
    told = (f"{days_text(each)} {' and '.join(times)}" for times, each in days.items())
    return f"{', '.join(told)} {hours.named or hours.time_zone}"


def _wakes(route: Route, in_hours: bool) -> bool:
    by_hours = route.page_hours
    if by_hours is None:
        return route.page == "high"
    return (by_hours.support_hours if in_hours else by_hours.otherwise) == "high"


def _spans(hours: SupportHours, later: int = 0) -> list[tuple[int, int]]:
    """Return each day's hours, so many minutes later; those over midnight end on the next day."""
    start, end = map(_minute, (hours.start_time, hours.end_time))
    length = (end - start) % _DAY or _DAY
    starts = ((day - 1) * _DAY + start + later for day in hours.days_of_week)
    return [(each % _WEEK, each % _WEEK + length) for each in starts]


def _minute(clock: time) -> int:
    return clock.hour * _HOUR + clock.minute


def _cut(old: list[tuple[int, int]], new: list[tuple[int, int]]) -> Iterator[Slot]:
    """Yield the week's slots between the beginnings and ends of some hours."""
    cuts = {minute % _WEEK for span in (*old, *new) for minute in span}
    for start, end in pairwise(sorted({0, _WEEK} | cuts)):
        yield Slot(start, end, before=_holds(old, start), after=_holds(new, start))


def _holds(spans: list[tuple[int, int]], minute: int) -> bool:
    return any(start <= each < end for start, end in spans for each in (minute, minute + _WEEK))


def _by_day(found: Iterable[Slot]) -> dict[int, list[str]]:
    """Return times by the day, 1 to 7, on which they begin."""
    days: dict[int, list[str]] = defaultdict(list)
    for start, end in sorted(_merged(found)):
        first = start
        while end - first > _DAY:
            midnight = (first // _DAY + 1) * _DAY
            days[first // _DAY % _DAYS + 1].append(_times(first, midnight))
            first = midnight
        days[first // _DAY % _DAYS + 1].append(_times(first, end))
    return dict(sorted(days.items()))


def _merged(found: Iterable[Slot]) -> list[tuple[int, int]]:
    """Return slots that touch or overlap as one; one from Sunday to Monday begins on Sunday."""
    merged: list[tuple[int, int]] = []
    for start, end, *_ in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    if len(merged) > 1 and merged[0][0] == 0 and merged[-1][1] == _WEEK:
        (_, end), (start, _) = merged.pop(0), merged.pop()
        merged.append((start, _WEEK + end))
    return merged


def _times(start: int, end: int) -> str:
    begins, ends = start % _DAY, end % _DAY or _DAY
    return "-".join(f"{each // _HOUR:02}:{each % _HOUR:02}" for each in (begins, ends))

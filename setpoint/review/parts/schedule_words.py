"""What follows from an edit of a schedule, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.hours import days_text
from setpoint.config.units import write_duration
from setpoint.review.effect import PAGING_STAYS
from setpoint.review.names import are, name_of, names_of
from setpoint.review.parts.part import unpaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.catalog.model import Layer, Override, Restriction, Schedule
    from setpoint.review.parts.part import Facts, Sentence
    from setpoint.review.side import Side


def words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield who joins and who leaves, then what else becomes of turns."""
    (before_side, before), (side, after) = old, new
    schedule = after["id"]
    was, now = (each.catalog.schedules[schedule] for each in (before_side, side))
    yield from ((("layers",), text) for text in _left((before_side, was), (side, now)))
    yield from ((("layers",), text) for text in _joined((before_side, was), (side, now)))
    for override in (each for each in after["overrides"] if each not in before["overrides"]):
        yield (
            ("overrides",),
            f"{name_of(override.person, side)} takes over {schedule} {_from_to(override)}",
        )
    for override in (each for each in before["overrides"] if each not in after["overrides"]):
        told = f"{name_of(override.person, before_side)} no longer takes over"
        yield ("overrides",), f"{told} {schedule} {_from_to(override)}"
    yield ("time_zone",), f"turns change and hours count in {schedule} by another clock"
    yield from unpaged("name", "description", "team")
    if len(before["layers"]) == len(after["layers"]):
        layers = enumerate(zip(before["layers"], after["layers"], strict=True))
        for number, pair in layers:
            yield ("layers", number, "name"), PAGING_STAYS
            for key, text in _turns(*pair, side):
                yield ("layers", number, key), f"{text} in {schedule}"
    else:
        counts = " layers instead of ".join(str(len(each["layers"])) for each in (after, before))
        yield ("layers",), f"{schedule} has {counts}, so that turns change"


def _from_to(override: Override) -> str:
    return f"from {override.start:%Y-%m-%d %H:%M} to {override.end:%Y-%m-%d %H:%M}"


def _left(old: tuple[Side, Schedule], new: tuple[Side, Schedule]) -> Iterator[str]:
    """Yield who takes no more turns, whether they are on call by an override or not at all."""
    (side, was), (_, now) = old, new
    for once in (False, True):
        gone = [p for p in was.turns if p not in now.turns and (p in now.people) is once]
        only = (
            f"on call in {now.id} by an override only" if once else f"no longer on call in {now.id}"
        )
        if gone:
            yield f"{names_of(gone, side)} {are(gone)} {only}"


def _joined(old: tuple[Side, Schedule], new: tuple[Side, Schedule]) -> Iterator[str]:
    """Yield who takes turns now, whether they were on call by an override or not at all."""
    (_, was), (side, now) = old, new
    for once in (False, True):
        came = [p for p in now.turns if p not in was.turns and (p in was.people) is once]
        more = ", not by an override only" if once else ""
        if came:
            yield f"{names_of(came, side)} {are(came)} on call in {now.id} now{more}"


def _turns(old: Layer, new: Layer, side: Side) -> Iterator[tuple[str, str]]:
    """Yield the key of a layer and what is said of its turns."""
    if old.people != new.people:
        stayed = [person for person in old.people if person in new.people]
        if stayed != [person for person in new.people if person in old.people]:
            yield "people", f"turns go round as {names_of(new.people, side)}"
    was, now = old.rotation_turn_length_seconds, new.rotation_turn_length_seconds
    if was != now:
        yield "rotation", f"turns last {write_duration(now)} instead of {write_duration(was)}"
    yield "handoff", "turns begin and end at another time"
    yield "start", f"this layer begins on {new.start:%Y-%m-%d}, its turns counted from then,"
    if old.end != new.end:
        until = f"ends on {new.end:%Y-%m-%d}" if new.end else "goes on without an end"
        yield "end", f"this layer {until}"
    if old.restrictions != new.restrictions:
        yield "restrictions", f"people of this layer are on call {_hours(new.restrictions)}"


def _hours(restrictions: Sequence[Restriction]) -> str:
    """Return `at all hours`, `every day from 09:00 for 8h`, `Mon-Fri from 09:00 for 8h`."""
    days: dict[tuple[str, str], list[int]] = {}
    for each in restrictions:
        when = f"{each.start_time_of_day:%H:%M}", write_duration(each.duration_seconds)
        day = each.start_day_of_week
        days.setdefault(when, []).extend(range(1, 8) if day is None else [day])
    told = [f"{days_text(found)} from {start} for {long}" for (start, long), found in days.items()]
    return " and ".join(told) or "at all hours"

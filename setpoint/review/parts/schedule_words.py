"""What follows from an edit of a schedule, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units import write_duration
from setpoint.review.parts.naming import are, name_of, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Layer, Override
    from setpoint.review.parts.part import Facts, Sentence
    from setpoint.review.side import Side


def words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield who joins and who leaves, then what else becomes of turns."""
    (before_side, before), (side, after) = old, new
    schedule = after["id"]
    gone, came = _left(before, after), _left(after, before)
    if gone:
        told = names_of(gone, before_side)
        yield ("layers",), f"{told} {are(gone)} no longer on call in {schedule}"
    if came:
        yield ("layers",), f"{names_of(came, side)} {are(came)} on call in {schedule} now"
    for override in (each for each in after["overrides"] if each not in before["overrides"]):
        yield (
            ("overrides",),
            f"{name_of(override.person, side)} takes over {schedule} {_from_to(override)}",
        )
    for override in (each for each in before["overrides"] if each not in after["overrides"]):
        told = f"{name_of(override.person, before_side)} no longer takes over"
        yield ("overrides",), f"{told} {schedule} {_from_to(override)}"
    if len(before["layers"]) == len(after["layers"]):
        layers = enumerate(zip(before["layers"], after["layers"], strict=True))
        for number, pair in layers:
            for key, text in _turns(*pair, side):
                yield ("layers", number, key), f"{text} in {schedule}"


def _from_to(override: Override) -> str:
    return f"from {override.start:%Y-%m-%d %H:%M} to {override.end:%Y-%m-%d %H:%M}"


def _left(some: Facts, others: Facts) -> list[str]:
    """Return the people of one side who aren't the other's."""
    known = {person for layer in others["layers"] for person in layer.people}
    people = dict.fromkeys(person for layer in some["layers"] for person in layer.people)
    return [person for person in people if person not in known]


def _turns(old: Layer, new: Layer, side: Side) -> Iterator[tuple[str, str]]:
    """Yield the key of a layer and what is said of its turns."""
    if old.people != new.people:
        stayed = [person for person in old.people if person in new.people]
        if stayed != [person for person in new.people if person in old.people]:
            yield "people", f"turns go round as {names_of(new.people, side)}"
    was, now = old.rotation_turn_length_seconds, new.rotation_turn_length_seconds
    if was != now:
        yield "rotation", f"turns last {write_duration(now)} instead of {write_duration(was)}"

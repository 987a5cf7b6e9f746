"""Names of people and lists of them in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from setpoint.review.side import Side


def name_of(person: str, *sides: Side) -> str:
    """Return a person's name, on the first side that knows them; the id if none does."""
    found = (side.loaded.config.people.get(person) for side in sides)
    return next((each.name for each in found if each), person)


def names_of(people: Iterable[str], *sides: Side) -> str:
    """Return `Ana, Ben and Eve`."""
    return listed([name_of(person, *sides) for person in people])


def listed(names: Sequence[str]) -> str:
    """Return `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def are(people: Sequence[object]) -> str:
    """Return the verb for so many."""
    return "is" if len(people) == 1 else "are"

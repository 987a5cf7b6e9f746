"""What follows from an edit of a person or a team, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.review.parts.naming import are, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.review.parts.part import Facts, Sentence
    from setpoint.review.side import Side


def words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield how the person is reached now."""
    (_, before), (_, after) = old, new
    name = after.get("name", "the person")
    if "phone" in after and before.get("phone") != after["phone"]:
        yield ("phone",), _called(name, before.get("phone") is None, after["phone"] is None)
    if "email" in after and before.get("email") != after["email"]:
        yield ("email",), f"{name} is written to at another address"


def _called(name: str, had_none: bool, has_none: bool) -> str:
    if has_none:
        return f"{name} is no longer called and gets no text messages"
    if had_none:
        return f"{name} is called and gets text messages now"
    return f"{name} is called at another number"


def team_words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield who joins and who leaves."""
    (before_side, before), (side, after) = old, new
    was, now = before.get("people", ()), after.get("people", ())
    gone, came = ([each for each in a if each not in b] for a, b in ((was, now), (now, was)))
    name = f"team {after['id']}"
    if gone:
        yield ("people",), f"{names_of(gone, before_side)} {are(gone)} no longer in {name}"
    if came:
        yield ("people",), f"{names_of(came, side)} {are(came)} in {name} now"

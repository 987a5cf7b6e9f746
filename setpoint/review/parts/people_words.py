"""What follows from an edit of a person or a team, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.review.effect import PAGING_STAYS
from setpoint.review.names import are, name_of, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.review.parts.part import Facts, Sentence
    from setpoint.review.side import Side


def words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield how the person is reached now."""
    (_, before), (side, after) = old, new
    name = name_of(after["id"], side)
    if "phone" in after and before.get("phone") != after["phone"]:
        yield ("phone",), _called(name, before.get("phone") is None, after["phone"] is None)
    if "email" in after and before.get("email") != after["email"]:
        yield ("email",), f"{name} is written to at another address"
    if before.get("role") != after.get("role"):
        role = str(after.get("role")).replace("_", " ")
        yield ("role",), f"in PagerDuty, {name} has the rights of the role {role}; {PAGING_STAYS}"
    if before.get("time_zone") != after.get("time_zone"):
        yield ("time_zone",), f"PagerDuty shows times to {name} in this zone; {PAGING_STAYS}"


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
    told = [f"{names_of(gone, before_side)} {are(gone)} no longer in {name}"] if gone else []
    told += [f"{names_of(came, side)} {are(came)} in {name} now"] if came else []
    if told:
        yield ("people",), "; ".join((*told, PAGING_STAYS))
    if before.get("manager") != after.get("manager"):
        manager = after.get("manager")
        led = f"{name_of(manager, side)} leads" if manager else "nobody leads"
        yield ("manager",), f"{led} {name} in PagerDuty; {PAGING_STAYS}"

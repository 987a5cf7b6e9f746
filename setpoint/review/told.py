"""Whom an alert tells, and how: facts, and the one way in which they are put into words."""

from __future__ import annotations

from dataclasses import dataclass

from setpoint.catalog.escalations import after_text, instead_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody, or something such as a channel, that an alert tells.

    Attributes:
        name: A person's name, a channel, an address, `webhook app`.
        after: Minutes from an incident's start to the level that tells them; None of what is
            told besides pages, of which all that follows says nothing.
        low: Whether the incident is of low urgency, which wakes nobody.
        in_turn: Whether each incident tells one of the level, the next one another.
        on_call: Whether they are told when they are on call alone.
        hours: In which hours incidents begin that tell them, such as `in support hours`; empty
            for all.
    """

    name: str
    after: int | None = None
    low: bool = False
    in_turn: bool = False
    on_call: bool = False
    hours: str = ""

    @property
    def how(self) -> str:
        """`after 5m in turn, when on call in support hours, with low urgency`, if paged."""
        if self.after is None:
            return ""
        words = (
            after_text(self.after),
            " in turn" if self.in_turn else "",
            ", when on call" if self.on_call else "",
            f" {self.hours}" if self.hours else "",
            ", with low urgency" if self.low else "",
        )
        return "".join(words)

    def __str__(self) -> str:
        """`Ana (at once, when on call)`, `#alerts`."""
        return f"{self.name} ({self.how})" if self.how else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLater:
    """Somebody whom an alert tells later than before.

    Attributes:
        alert: The new id.
        severity: The alert's, before.
        who: A person's name, or the id of a schedule.
        before, after: Minutes after an incident's start.
    """

    alert: str
    environment: str
    severity: str
    who: str
    before: int
    after: int

    @property
    def when(self) -> str:
        """`after 30m instead of 15m`."""
        return instead_text(self.after, self.before)

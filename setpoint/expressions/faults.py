"""What is wrong with a text, and where in it."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One mistake.

    Attributes:
        at: Place of the character, counted from 0; the length of the text for its end.
        message: A sentence without the full stop.
        value: The part of the text in question.
        known: Names of which one was meant instead of the value.
    """

    at: int
    message: str
    value: str | None = None
    known: tuple[str, ...] = ()


class ExpressionError(ValueError):
    """A text that its language doesn't allow."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault

"""Sections of which exactly one key must be set: a signal, a target, a widget's content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OneOf:
    """The declaration of such a section, which stands in the section itself.

    Attributes:
        thing: What each of the keys is.
        keys: The keys; all that the section has if empty.
        none: What to say where none is given; made of the other words if empty.
        none_at: The key at which that is said; the section if empty.
        several: What to say where several are, with `{given}` for them.
        several_at: The key at which that is said.
    """

    thing: str
    keys: tuple[str, ...] = ()
    none: str = ""
    none_at: str = ""
    several: str = ""
    several_at: str = ""

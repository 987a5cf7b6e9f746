"""Words that every part of a review's page uses."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from setpoint.review import Effect, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

EFFECTS: Final = {
    Effect.more: "more sensitive",
    Effect.less: "less sensitive",
    Effect.mixed: "more and less sensitive",
    Effect.unchanged: "",
    Effect.unknown: "sensitivity unknown",
}
SIGNS: Final = {
    Kind.added: "+",
    Kind.removed: "-",
    Kind.disabled: "-",
    Kind.enabled: "+",
    Kind.renamed: "~",
    Kind.moved: "~",
    Kind.changed: "~",
}
_NAMED: Final = 5


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return `1 alert`, `2 alerts`, `2 losses`."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"


def listed(names: Sequence[str]) -> str:
    """Return `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else "none"


def shortened(names: Sequence[str], most: int = _NAMED) -> str:
    """Return the first names and how many more there are."""
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(islice(names, most))} and {len(names) - most} more"

"""What a composite alarm's rule says, as a tree: states of alarms and how they are joined.

Reading the text is alarm_rule's business, judging it against states that of whoever has some.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Constant:
    """TRUE or FALSE."""

    value: bool


@dataclass(frozen=True, slots=True)
class InState:
    """Whether an alarm is in a state."""

    state: str
    name: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Whether so many of these alarms are in a state, or not in it; `count` or so many percent."""

    count: int
    percent: bool
    negated: bool
    state: str
    names: tuple[str, ...]

    @property
    def needed(self) -> int:
        """How many it takes; a share is rounded up."""
        return -(-self.count * len(self.names) // 100) if self.percent else self.count


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    term: Expression


@dataclass(frozen=True, slots=True)
class Every:
    """Terms joined by AND."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Terms joined by OR."""

    terms: tuple[Expression, ...]


Expression: TypeAlias = Constant | InState | AtLeast | Not | Every | Some

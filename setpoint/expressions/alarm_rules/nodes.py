"""What a composite alarm's rule says, as a tree: states of alarms and how they are joined.

Reading the text is the parser's business, judging it against states that of whoever has some.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Constant:
    """TRUE or FALSE."""

    value: bool


@dataclass(frozen=True, slots=True)
class InState:
    """Whether an alarm is in a state; `at` is the name's place in the text."""

    state: str
    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Whether so many of these alarms are in a state, or not in it; `count` or so many percent."""

    count: int
    percent: bool
    negated: bool
    state: str
    names: tuple[str, ...]
    at: tuple[int, ...] = field(default=(), compare=False)

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


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and all its terms, in the order of the text."""
    yield expression
    match expression:
        case Not(term=term):
            yield from walk(term)
        case Every(terms=terms) | Some(terms=terms):
            for each in terms:
                yield from walk(each)
        case _:
            return

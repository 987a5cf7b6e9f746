"""What a filter pattern is made of. Places don't count when nodes are compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator


class How(StrEnum):
    """What a term of an unstructured pattern asks for."""

    must = ""
    must_not = "-"
    may = "?"


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, or a word that may hold wildcards.

    Attributes:
        quoted: Whether it stands in double quotes.
    """

    text: str
    quoted: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression, without its percent signs."""

    text: str
    at: int = field(default=0, compare=False)


Operand: TypeAlias = Literal | Regex


def as_text(operand: Operand) -> str:
    """Return an operand as patterns have it, in its quotes or percent signs."""
    if isinstance(operand, Regex):
        return f"%{operand.text}%"
    return f'"{operand.text}"' if operand.quoted else operand.text


@dataclass(frozen=True, slots=True)
class Term:
    """What a line must hold, may hold, or must not."""

    how: How
    operand: Operand
    at: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """As a pattern has it."""
        return f"{self.how}{as_text(self.operand)}"


@dataclass(frozen=True, slots=True)
class Terms:
    """A pattern over lines of any form."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field compared with a value.

    Attributes:
        selector: `$.a.b[0]` in JSON, the field's name among delimited ones.
        operator: `=`, `!=`, `<`, `<=`, `>`, `>=`; `IS` and `NOT EXISTS` in JSON, where the
            operand of `IS` is TRUE, FALSE or NULL and the other has none.
    """

    selector: str
    operator: str
    operand: Operand | None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions joined by `&&` or `||`; the first binds tighter."""

    operator: str
    parts: tuple[Condition, ...]
    depth: int = field(default=1, compare=False)


Condition: TypeAlias = Comparison | Joined


@dataclass(frozen=True, slots=True)
class Json:
    """A pattern over lines of JSON."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Delimited:
    """A pattern over lines of fields that blanks part.

    Attributes:
        fields: Names in order, `...` for any number, empty for one without a name.
        conditions: One for each field, None where any value does.
    """

    fields: tuple[str, ...]
    conditions: tuple[Condition | None, ...]


Pattern: TypeAlias = Terms | Json | Delimited


def comparisons(pattern: Pattern) -> Iterator[Comparison]:
    """Yield the comparisons of a pattern that has fields, in order."""
    match pattern:
        case Json(condition=condition):
            yield from _below(condition)
        case Delimited(conditions=conditions):
            for each in conditions:
                if each is not None:
                    yield from _below(each)
        case _:
            return


def _below(condition: Condition) -> Iterator[Comparison]:
    if isinstance(condition, Comparison):
        yield condition
        return
    for each in condition.parts:
        yield from _below(each)


def operands(pattern: Pattern) -> Iterator[Operand]:
    """Yield every text and regular expression of a pattern, in order."""
    if isinstance(pattern, Terms):
        yield from (term.operand for term in pattern.terms)
        return
    yield from (each.operand for each in comparisons(pattern) if each.operand is not None)

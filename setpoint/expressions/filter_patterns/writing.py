"""Filter patterns to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.expressions.filter_patterns.nodes import (
    Comparison,
    Json,
    Terms,
    as_text,
)

if TYPE_CHECKING:
    from setpoint.expressions.filter_patterns.nodes import Condition, Pattern


def write(pattern: Pattern) -> str:
    """Return a pattern as text; parsed again, it is the same pattern."""
    if isinstance(pattern, Terms):
        return " ".join(term.text for term in pattern.terms)
    if isinstance(pattern, Json):
        return f"{{ {_condition(pattern.condition)} }}"
    cells = zip(pattern.fields, pattern.conditions, strict=True)
    return f"[{', '.join(name if each is None else _condition(each) for name, each in cells)}]"


def _condition(condition: Condition) -> str:
    if isinstance(condition, Comparison):
        operand = f" {as_text(condition.operand)}" if condition.operand is not None else ""
        return f"{condition.selector} {condition.operator}{operand}"
    parts = (
        _condition(each) if isinstance(each, Comparison) else f"({_condition(each)})"
        for each in condition.parts
    )
    return f" {condition.operator} ".join(parts)

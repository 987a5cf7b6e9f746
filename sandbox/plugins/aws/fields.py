"""How a resource type declares its inputs.

The words are those of the official plugin's schemas: an input is required, or has a default, or
is optional; `computed` ones keep what AWS made of them where a program says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["string", "integer", "number", "boolean", "map", "list", "set", "object", "json"]
Rule = Callable[[Any], "str | None"]

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "json": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "map": (dict,),
    "object": (dict,),
    "list": (list,),
    "set": (list,),
}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One input.

    Attributes:
        kind: Its type; `set` is a list whose order doesn't matter, `json` text that is compared
            as the JSON it holds.
        required: Whether a program must give it.
        default: What it is when a program doesn't give it; no default is None.
        replaces: Whether a change needs a new resource.
        computed: Whether AWS decides where a program doesn't.
        unread: Whether AWS never tells it, so that the program's word is kept.
        rule: Returns what is wrong with a value, or None.
        members: The fields of an object, or of each object of a list or set.
    """

    kind: Kind = "string"
    required: bool = False
    default: Any = None
    replaces: bool = False
    computed: bool = False
    unread: bool = False
    rule: Rule | None = None
    members: Mapping[str, Field] | None = None


def type_error(field: Field, value: Any) -> str | None:
    """Return what is wrong with the type of a known value."""
    allowed = _PYTHON_TYPES[field.kind]
    if isinstance(value, bool) and bool not in allowed:
        return f"expected {field.kind}, got boolean"
    if not isinstance(value, allowed):
        return f"expected {field.kind}, got {type(value).__name__}"
    return None


def snake(name: str) -> str:
    """Return a property's name as the error texts of the official plugin write it."""
    return re.sub(r"([A-Z])", lambda match: f"_{match[1].lower()}", name)


def one_of(*allowed: str) -> Rule:
    """Allow some texts only."""
    shown = " ".join(f'"{value}"' for value in allowed)

    def rule(value: Any) -> str | None:
        return None if value in allowed else f"expected %s to be one of [{shown}], got {value}"

    return rule


def length(low: int, high: int) -> Rule:
    """Allow texts of a length."""

    def rule(value: Any) -> str | None:
        if low <= len(value) <= high:
            return None
        return f"expected length of %s to be in the range ({low} - {high}), got {value}"

    return rule


def between(low: int, high: int) -> Rule:
    """Allow whole numbers in a range."""

    def rule(value: Any) -> str | None:
        if low <= value <= high:
            return None
        return f"expected %s to be in the range ({low} - {high}), got {value}"

    return rule


def at_least(low: int) -> Rule:
    """Allow whole numbers from `low` on."""

    def rule(value: Any) -> str | None:
        return None if value >= low else f"expected %s to be at least ({low}), got {value}"

    return rule


def at_most_items(high: int, each: Rule | None = None) -> Rule:
    """Allow lists of at most `high` items, each of which follows a rule."""

    def rule(value: Any) -> str | None:
        if len(value) > high:
            return f"Too many list items: %s allows {high} items at most, got {len(value)}"
        known = [(index, item) for index, item in enumerate(value) if isinstance(item, (str, int))]
        problems = ((index, each(str(item))) for index, item in known) if each else ()
        found = ((index, problem) for index, problem in problems if problem)
        return next((problem.replace("%s", f"%s.{index}") for index, problem in found), None)

    return rule


def arn(value: Any) -> str | None:
    """Allow ARNs."""
    parts = value.split(":", 5)
    if len(parts) == len(("arn", "partition", "service", "region", "account", "resource")):
        return None if parts[0] == "arn" and parts[2] and parts[5] else _no_arn(value)
    return _no_arn(value)


def matches(pattern: str, message: str) -> Rule:
    """Allow texts that a regular expression matches in full."""
    compiled = re.compile(pattern)

    def rule(value: Any) -> str | None:
        return None if compiled.fullmatch(value) else f"invalid value for %s ({message})"

    return rule


def _no_arn(value: str) -> str:
    return f'"%s" ({value}) is an invalid ARN: arn: invalid prefix'

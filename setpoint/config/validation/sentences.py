"""pydantic's errors in our own words: the value, and what is allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from setpoint.config.model.dashboard import UNION_MARK
from setpoint.config.model.section import fields_by_key
from setpoint.config.model.types.refusal import OWN_ERROR, describe
from setpoint.config.nearest import nearest
from setpoint.config.units.quantity import shown
from setpoint.config.validation.draft import Mistake
from setpoint.config.validation.shape import section_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from setpoint.config.path import Path

_MISSING = "is missing"
KEY_MARK = "[key]"
_CHOICE = re.compile(r"'((?:[^'\\]|\\.)*)'")
_WANTED = {
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": "text",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dataclass_type": "a mapping",
    "tuple_type": "a list",
    "list_type": "a list",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "less than {}, the least allowed"),
    "less_than_equal": ("le", "more than {}, the most allowed"),
    "greater_than": ("gt", "not more than {}"),
    "less_than": ("lt", "not less than {}"),
}


def mistake(error: ErrorDetails, model: type[BaseModel], at: Path) -> Mistake:
    """A validation error of `model`, whose data stands at a path."""
    inner = _keys(error)
    on_key = KEY_MARK in error["loc"]
    kind, value, context = error["type"], error.get("input"), error.get("ctx", {})
    path = (*at, *inner)
    if kind == OWN_ERROR:
        allowed = tuple(context["allowed"])
        shown_value = None if context["hide"] else _harmless(value)
        return Mistake(path, str(context["message"]), shown_value, allowed, on_key=on_key)
    if kind == "missing":
        return Mistake(path, _missing(model, inner), incomplete=True)
    if kind == "extra_forbidden":
        return _unknown_key(path, model, inner)
    if kind == "literal_error":
        return _not_a_choice(path, value, str(context["expected"]))
    message = _SPECIAL.get(kind, _plain)(kind, value, context)
    entry_is_none = not inner and _WANTED.get(kind) == "a mapping"
    incomplete = entry_is_none or (kind == "too_short" and isinstance(value, dict))
    return Mistake(path, message, _harmless(value), on_key=on_key, incomplete=incomplete)


def without_echoes(mistakes: list[Mistake]) -> list[Mistake]:
    """Without missing keys that are there under a misspelt name."""
    misspelt = {(*m.path[:-1], m.nearest) for m in mistakes if m.on_key and m.nearest}
    return [m for m in mistakes if not (m.message.startswith(_MISSING) and m.path in misspelt)]


def _keys(error: ErrorDetails) -> Path:
    """Return an error's location without pydantic's marks; an unknown key may look like one."""
    location = error["loc"]
    kept = tuple(part for part in location[:-1] if not _is_mark(part))
    if error["type"] == "extra_forbidden":
        return (*kept, location[-1])
    return (*kept, *(part for part in location[-1:] if not _is_mark(part)))


def _is_mark(part: str | int) -> bool:
    """Whether a part of pydantic's location is no key of the data."""
    return isinstance(part, str) and (part == KEY_MARK or part.startswith(UNION_MARK))


def _missing(model: type[BaseModel], inner: Path) -> str:
    """A key that must be there, and what it is for."""
    from setpoint.config.descriptions import short_description  # noqa: PLC0415 - slow, rarely used

    section = section_at(model, inner[:-1])
    meaning = short_description(section, str(inner[-1])) if section is not None else ""
    return f"{_MISSING} ({meaning})" if meaning else _MISSING


def _unknown_key(path: Path, model: type[BaseModel], inner: Path) -> Mistake:
    """A key that the section does not have."""
    section = section_at(model, inner[:-1])
    allowed = tuple(fields_by_key(section)) if section is not None else ()
    close = nearest(str(inner[-1]), allowed)
    message = f"unknown key {shown(str(inner[-1]))}"
    if close is None and allowed:
        message += f"; keys here are {', '.join(allowed)}"
    return Mistake(path, message, str(inner[-1]), allowed, close, on_key=True)


def _not_a_choice(path: Path, value: Any, expected: str) -> Mistake:
    """Not one of a few words."""
    allowed = tuple(_CHOICE.findall(expected)) or ("true",)
    close = nearest(value, allowed) if isinstance(value, str) else None
    message = f"{describe(value)} is not {alternatives(allowed)}"
    return Mistake(path, message, _harmless(value), allowed, close)


def alternatives(words: tuple[str, ...]) -> str:
    """`a, b or c`."""
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _plain(kind: str, value: Any, _context: Mapping[str, Any]) -> str:
    """The wrong kind of value."""
    return f"{describe(value)} stands where {_WANTED.get(kind, 'something else')} belongs"


def _bound(kind: str, value: Any, context: Mapping[str, Any]) -> str:
    """A number too small or too big."""
    name, sentence = _BOUNDS[kind]
    return f"{describe(value)} is {sentence.format(format(context[name], 'g'))}"


def _too_short(_kind: str, value: Any, context: Mapping[str, Any]) -> str:
    """A list or mapping with too few items."""
    least = context["min_length"]
    thing = "mapping" if isinstance(value, dict) else "list"
    if not value:
        return f"the {thing} is empty; it needs at least {'one' if least == 1 else least}"
    return f"the {thing} has {len(value)} items; it needs at least {least}"


def _too_long(_kind: str, value: Any, context: Mapping[str, Any]) -> str:
    """A list or mapping with too many items."""
    return f"{len(value)} are too many; at most {context['max_length']} are allowed"


def _harmless(value: Any) -> Any:
    """The value, if it is small and plain."""
    return value if isinstance(value, str | int | float | bool) else None


_SPECIAL: dict[str, Callable[[str, Any, Mapping[str, Any]], str]] = {
    **dict.fromkeys(_BOUNDS, _bound),
    "too_short": _too_short,
    "too_long": _too_long,
}

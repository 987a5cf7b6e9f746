"""Inputs judged by their declaration: every fault at its path, defaults filled in.

Unknown values pass: they are judged when they are known.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from providers.plugin import UNKNOWN, CheckFailure, render_path
from providers.sentry_alerting.declare import (
    Flag,
    Many,
    Number,
    Property,
    Record,
    Reference,
    Text,
    Texts,
    Type,
    Variants,
    Whole,
    variants_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from providers.plugin import Props

Path = tuple[str | int, ...]

_SHOWN_CHOICES = 20


class Checker:
    """Collects the faults of one resource's inputs."""

    def __init__(self) -> None:
        """Start without a fault."""
        self.failures: list[CheckFailure] = []

    def blame(self, path: Path, reason: str) -> None:
        """Note a fault."""
        self.failures.append(CheckFailure(render_path(path), reason))

    def record(self, record: Record, value: Any, path: Path = (), *, tag: str = "") -> Props:
        """Check an object; returns it with defaults, without members that are null."""
        if not isinstance(value, dict):
            self.blame(path, f"must be an object, not {shown(value)}")
            return {}
        given = {key: item for key, item in value.items() if item is not None}
        self._unknown_members(record, given, path, tag)
        checked: Props = {tag: given[tag]} if tag else {}
        for declared in record.properties:
            found = self._member(declared, given, path)
            if found is not None:
                checked[declared.name] = found
        return checked

    def _unknown_members(self, record: Record, given: Props, path: Path, tag: str) -> None:
        known = [one.name for one in record.properties] + ([tag] if tag else [])
        for key in given:
            if key not in known and not key.startswith("__"):
                self.blame((*path, key), f"{record.name} has no such property{nearest(key, known)}")

    def _member(self, declared: Property, given: Props, path: Path) -> Any:
        here = (*path, declared.name)
        if declared.name not in given:
            if declared.required:
                self.blame(here, "is required")
            return declared.default
        return self.value(declared.type, given[declared.name], here)

    def value(self, kind: Type, value: Any, path: Path) -> Any:
        """Check a value of any type."""
        if value is UNKNOWN:
            return value
        return self._known_value(kind, value, path)

    def _known_value(self, kind: Type, value: Any, path: Path) -> Any:
        if isinstance(kind, Record):
            return self.record(kind, value, path)
        if isinstance(kind, Variants | Reference):
            return self._variant(variants_of(kind), value, path)
        if isinstance(kind, Many):
            return self._many(kind, value, path)
        if isinstance(kind, Texts):
            return self._texts(value, path)
        return self._scalar(kind, value, path)

    def _variant(self, kind: Variants, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            self.blame(path, f"must be an object, not {shown(value)}")
            return value
        tag = value.get(kind.tag)
        if tag is UNKNOWN:
            return value
        variant = kind.find(tag)
        if variant is None:
            self.blame((*path, kind.tag), _not_one_of(tag, [one.tag for one in kind.variants]))
            return value
        return self.record(variant.record, value, path, tag=kind.tag)

    def _many(self, kind: Many, value: Any, path: Path) -> Any:
        if not isinstance(value, list):
            self.blame(path, f"must be a list, not {shown(value)}")
            return value
        if len(value) < kind.at_least:
            self.blame(path, f"must have at least {kind.at_least} item")
        return [self.value(kind.of, item, (*path, index)) for index, item in enumerate(value)]

    def _texts(self, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            self.blame(path, f"must be an object, not {shown(value)}")
            return value
        for key, item in value.items():
            if item is not UNKNOWN and not isinstance(item, str):
                self.blame((*path, key), f"must be a string, not {shown(item)}")
        return value

    def _scalar(self, kind: Type, value: Any, path: Path) -> Any:
        reason = _scalar_fault(kind, value)
        if reason:
            self.blame(path, reason)
        return value


def _scalar_fault(kind: Type, value: Any) -> str:
    match kind:
        case Text():
            return _text_fault(kind, value)
        case Whole():
            return _whole_fault(kind, value)
        case Number() if isinstance(value, bool) or not isinstance(value, int | float):
            return f"must be a number, not {shown(value)}"
        case Flag() if not isinstance(value, bool):
            return f"must be true or false, not {shown(value)}"
    return ""


def _text_fault(kind: Text, value: Any) -> str:
    if not isinstance(value, str):
        return f"must be a string, not {shown(value)}"
    if kind.choices and value not in kind.choices:
        return _not_one_of(value, kind.choices)
    if not value and not kind.may_be_empty:
        return "must not be empty"
    if kind.at_most is not None and len(value) > kind.at_most:
        return f"has {len(value)} characters, {kind.at_most} are allowed"
    if kind.pattern and not re.fullmatch(kind.pattern, value):
        return f"{shown(value)} is not {kind.pattern_meaning}"
    return ""


def _whole_fault(kind: Whole, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return f"must be a whole number, not {shown(value)}"
    if kind.choices and value not in kind.choices:
        return f"{value} is not one of {', '.join(map(str, kind.choices))}"
    low = kind.minimum is not None and value < kind.minimum
    high = kind.maximum is not None and value > kind.maximum
    if not low and not high:
        return ""
    if kind.maximum is None:
        return f"{value} is less than {kind.minimum}"
    return f"{value} is not between {kind.minimum} and {kind.maximum}"


def _not_one_of(value: Any, choices: Iterable[str]) -> str:
    known = list(choices)
    listed = ", ".join(known[:_SHOWN_CHOICES]) + (", ..." if len(known) > _SHOWN_CHOICES else "")
    return f"{shown(value)} is not one of {listed}{nearest(value, known)}"


def nearest(word: Any, known: Iterable[str]) -> str:
    """A sentence's end that offers the most similar known word, or nothing."""
    found = difflib.get_close_matches(str(word), list(known), n=1)
    return f"; did you mean {found[0]}?" if found else ""


def shown(value: Any) -> str:
    """A value in a message."""
    text = "null" if value is None else repr(value) if isinstance(value, str) else str(value)
    limit = 60
    return text if len(text) <= limit else f"{text[:limit]}..."

"""The tables of docs/config.md: every key of the config, from the models and their docstrings.

The page marks where a section's keys stand with a comment, `<!-- keys: Alert -->` up to
`<!-- end -->`; the prose around them is written by hand. What a type is called is decided in
`setpoint.report.config_types`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_type_hints

from pydantic_core import PydanticUndefined

from setpoint.config.declarations.plan import choice_of
from setpoint.config.descriptions import descriptions
from setpoint.config.model import (
    AlarmActions,
    Config,
    Evaluation,
    SentryMonitorSignal,
    SentrySignal,
)
from setpoint.config.model.section import fields_by_key
from setpoint.config.units import write_duration
from setpoint.report.config_types import is_duration, sections_in, type_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from setpoint.config.model.section import Section

_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_MARK = re.compile(r"(<!-- keys: (\w+)( inline)? -->\n).*?(<!-- end -->)", re.DOTALL)
_BASES: tuple[type[Section], ...] = (
    Evaluation,
    AlarmActions,
    SentrySignal,
    SentryMonitorSignal,
)
_HEAD = "| Key | Value | Default | Meaning |\n|---|---|---|---|\n"


class UnknownSectionError(ValueError):
    """The page marks a section that the config doesn't have."""


def all_sections() -> dict[str, type[Section]]:
    """Return every section that a config can have, and what several have in common, by name."""
    return {**_reachable(Config), **{base.__name__: base for base in _BASES}}


def documented(page: str) -> set[str]:
    """Return the names of the sections whose keys the page has, those shown inline included."""
    known = all_sections()
    names: set[str] = set()
    for _, name, inline, _ in _MARK.findall(page):
        names.add(name)
        if inline and name in known:
            names |= set(_reachable(known[name]))
    return names


def fill(page: str) -> str:
    """Return the page with its tables as the models have them.

    Raises:
        UnknownSectionError: It marks a section that there isn't.
    """
    known, anchors = all_sections(), _anchors(page)

    def table(match: re.Match[str]) -> str:
        start, name, inline, end = match.groups()
        if name not in known:
            raise UnknownSectionError(f"The config has no section {name}")
        shown = _in_place(anchors) if inline else _linked(anchors)
        rows = "".join(f"{row}\n" for row in _rows(known[name], shown, anchors))
        return f"{start}{_HEAD}{rows}{end}"

    return _MARK.sub(table, page)


def _reachable(top: type[Section]) -> dict[str, type[Section]]:
    """Return a section and all below it."""
    found: dict[str, type[Section]] = {}
    waiting = [top]
    while waiting:
        section = waiting.pop()
        if section.__name__ not in found:
            found[section.__name__] = section
            waiting += [below for hint in _hints(section).values() for below in sections_in(hint)]
    return found


def _anchors(page: str) -> Mapping[str, str]:
    """Return section to the anchor of the heading over its table, as GitHub makes it."""
    anchors: dict[str, str] = {}
    for mark in _MARK.finditer(page):
        heading = _HEADING.findall(page, 0, mark.start())[-1]
        anchors[mark[2]] = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
    return anchors


def _hints(section: type[Section]) -> dict[str, Any]:
    hints = get_type_hints(section, include_extras=True)
    return {key: hints[name] for key, name in _names(section).items()}


def _names(section: type[Section]) -> dict[str, str]:
    """Return the attribute of each key."""
    return dict(zip(fields_by_key(section), section.model_fields, strict=True))


def _linked(anchors: Mapping[str, str]) -> Callable[[type[Section]], str]:
    """Say of a section where its keys stand."""

    def words(section: type[Section]) -> str:
        name = section.__name__
        return f"[{name}](#{anchors[name]})" if name in anchors else name

    return words


def _in_place(anchors: Mapping[str, str]) -> Callable[[type[Section]], str]:
    """Say of a section which keys it has, or where they stand."""
    linked = _linked(anchors)

    def words(section: type[Section]) -> str:
        if section.__name__ in anchors:
            return linked(section)
        hints = _hints(section)
        keys = (
            f"`{key}`{'' if field.is_required() else ' (optional)'}: "
            f"{type_words(hints[key], nested)}"
            for key, field in fields_by_key(section).items()
        )
        return "; ".join(keys)

    def nested(section: type[Section]) -> str:
        return words(section) if section.__name__ in anchors else f"({words(section)})"

    return words


def _rows(
    section: type[Section], shown: Callable[[type[Section]], str], anchors: Mapping[str, str]
) -> Iterator[str]:
    hints, meanings = _hints(section), descriptions(section)
    shared = {key: base.__name__ for base in _BASES for key in _shared(section, base)}
    choice = choice_of(section)
    for key, field in fields_by_key(section).items():
        if key not in shared:
            default = _default(field.default, hints[key], required=field.is_required())
            if choice is not None and key in choice.keys:
                default = "exactly one of these"
            cells = (f"`{key}`", type_words(hints[key], shown), default, meanings[key])
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    for name in dict.fromkeys(shared.values()):
        keys = ", ".join(f"`{key}`" for key, base in shared.items() if base == name)
        yield f"| {keys} | | | as under [{name}](#{anchors[name]}) |"


def _shared(section: type[Section], base: type[Section]) -> tuple[str, ...]:
    """Return the keys that several signals have in common, which have a table of their own."""
    if section is base or not issubclass(section, base):
        return ()
    above = {key for each in base.__mro__[1:] if each in _BASES for key in each.model_fields}
    return tuple(key for key in base.model_fields if key not in above)


def _default(value: Any, hint: Any, *, required: bool) -> str:
    if required:
        return "required"
    if value is None or value is PydanticUndefined or value in {"", ()}:
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return f"`[{', '.join(value)}]`"
    return f"`{write_duration(value) if is_duration(hint) else value}`"

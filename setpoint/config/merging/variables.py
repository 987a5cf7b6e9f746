"""`${name}` in texts: each environment's own values in the same words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.path import Path

REFERENCE = re.compile(r"\$(\$?)\{([^{}]*)\}")
SECTION = "variables"
_TEMPLATES = "templates"
_BODY = "alert"
MOST_BROUGHT: Final = 16_000_000


class TooMuchTextError(Exception):
    """References bring more text than a project may have.

    Attributes:
        path: Where the one stands with which it gets too much.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


@dataclass(slots=True)
class Room:
    """How many characters references may bring yet, in all of an environment's texts."""

    left: int = MOST_BROUGHT


class Filling:
    """One pass over a config.

    Attributes:
        variables: Values by name.
        used: Names of variables that some text uses.
        unknown: Path and name of each reference to a variable that is not there.
        room: For what they bring; shared by passes over one environment.
    """

    def __init__(self, variables: Mapping[str, Any], room: Room | None = None) -> None:
        self.variables = variables
        self.room = room or Room()
        self.used: set[str] = set()
        self.unknown: list[tuple[Path, str]] = []
        self._path: list[str | int] = []

    def fill(self, value: Any, at: Path = ()) -> Any:
        """The value at a path with references replaced; the same object if there are none.

        Raises:
            TooMuchTextError: They bring more text than there is room for.
        """
        self._path = list(at)
        return self._fill(value)

    def _fill(self, value: Any) -> Any:
        """A value on the way."""
        kind = type(value)
        if kind is str:
            return self._text(value) if "${" in value else value
        if kind is dict:
            return self._mapping(value)
        return self._list(value) if kind is list else value

    def _mapping(self, value: dict[str, Any]) -> dict[str, Any]:
        """A mapping; keys are never replaced."""
        changed: dict[str, Any] | None = None
        for key, old in value.items():
            if type(old) is str and "${" not in old:
                continue
            self._path.append(key)
            new = self._fill(old)
            self._path.pop()
            if new is not old:
                changed = changed if changed is not None else dict(value)
                changed[key] = new
        return value if changed is None else changed

    def _list(self, value: list[Any]) -> list[Any]:
        """A list."""
        changed: list[Any] | None = None
        for index, old in enumerate(value):
            self._path.append(index)
            new = self._fill(old)
            self._path.pop()
            if new is not old:
                changed = changed if changed is not None else list(value)
                changed[index] = new
        return value if changed is None else changed

    def _text(self, text: str) -> Any:
        """A text; one that is a single reference takes over the variable's type."""
        whole = REFERENCE.fullmatch(text)
        if whole is not None and not whole[1]:
            return self._look_up(whole[2], text)
        return REFERENCE.sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        """One reference within a text; `$${` stands for `${`."""
        if match[1]:
            return "${" + match[2] + "}"
        return str(self._look_up(match[2], match[0]))

    def _look_up(self, name: str, otherwise: str) -> Any:
        """The variable's value."""
        if name not in self.variables:
            self.unknown.append((tuple(self._path), name))
            return otherwise
        self.used.add(name)
        value = self.variables[name]
        if isinstance(value, str):
            self.room.left -= len(value)
            if self.room.left < 0:
                raise TooMuchTextError(tuple(self._path))
        return value if isinstance(value, str | int | float) else otherwise


def names_in(value: Any, at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield path and name of each reference in the texts of a value."""
    if isinstance(value, str):
        for escape, name in REFERENCE.findall(value):
            if not escape:
                yield at, name
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from names_in(below, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from names_in(item, (*at, index))


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with what stands for its names; one that is unknown stays."""
    return "".join(part for _, part, _ in _parts(text, values))


def written_at(text: str, values: Mapping[str, str], outcome: str, at: int) -> int | None:
    """The place in a text of what stands at a place once it is filled in.

    What a name brings stands where the name does. None where the values give another outcome.
    """
    if filled(text, values) != outcome:
        return None
    passed = 0
    for start, part, verbatim in _parts(text, values):
        if at < passed + len(part):
            return start + at - passed if verbatim else start
        passed += len(part)
    return len(text)


def _parts(text: str, values: Mapping[str, str]) -> Iterator[tuple[int, str, bool]]:
    """Yield where each part of a text begins, what it becomes, and whether it stays as it is."""
    begin = 0
    for match in REFERENCE.finditer(text):
        yield begin, text[begin : match.start()], True
        escape, name = match.groups()
        becomes = f"${{{name}}}" if escape else values.get(name, match[0])
        yield match.start(), becomes, False
        begin = match.end()
    yield begin, text[begin:], True


def fill_in(data: dict[str, Any]) -> tuple[dict[str, Any], Filling]:
    """The config with its own `variables` filled in, but in themselves and in templates' alerts.

    Those have parameters besides, which each use gives.
    """
    variables = data.get(SECTION)
    filling = Filling(variables if isinstance(variables, dict) else {})
    rest = {key: value for key, value in data.items() if key not in (SECTION, _TEMPLATES)}
    filled = filling.fill(rest)
    if SECTION in data:
        filled = {**filled, SECTION: variables}
    if _TEMPLATES in data:
        filled = {**filled, _TEMPLATES: _templates(data[_TEMPLATES], filling)}
    return filled, filling


def _templates(templates: Any, filling: Filling) -> Any:
    """The templates with all but their alerts filled in."""
    if not isinstance(templates, dict):
        return templates
    return {name: _template(name, each, filling) for name, each in templates.items()}


def _template(name: str, template: Any, filling: Filling) -> Any:
    """One template; the same object if nothing in it changes."""
    if not isinstance(template, dict) or _BODY not in template:
        return filling.fill(template, (_TEMPLATES, name))
    rest = {key: value for key, value in template.items() if key != _BODY}
    filled = filling.fill(rest, (_TEMPLATES, name))
    return template if filled is rest else {**filled, _BODY: template[_BODY]}

"""`${name}` in texts: each environment's own values in the same words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from setpoint.config.path import Path

REFERENCE = re.compile(r"\$(\$?)\{([^{}]*)\}")
SECTION = "variables"


class Filling:
    """One pass over a config.

    Attributes:
        used: Names of variables that some text uses.
        unknown: Path and name of each reference to a variable that is not there.
    """

    def __init__(self, variables: dict[str, Any]) -> None:
        self._variables = variables
        self.used: set[str] = set()
        self.unknown: list[tuple[Path, str]] = []
        self._path: list[str | int] = []

    def fill(self, value: Any) -> Any:
        """The value with references replaced; the same object if there are none."""
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
            new = self.fill(old)
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
            new = self.fill(old)
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
        if name not in self._variables:
            self.unknown.append((tuple(self._path), name))
            return otherwise
        self.used.add(name)
        value = self._variables[name]
        return value if isinstance(value, str | int | float) else otherwise


def fill_in(data: dict[str, Any]) -> tuple[dict[str, Any], Filling]:
    """The config with its own `variables` filled in everywhere but in themselves."""
    variables = data.get(SECTION)
    filling = Filling(variables if isinstance(variables, dict) else {})
    rest = {key: value for key, value in data.items() if key != SECTION}
    filled = filling.fill(rest)
    if SECTION in data:
        filled = {**filled, SECTION: variables}
    return filled, filling

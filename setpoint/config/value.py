"""Values every part of the catalog shares: where a value came from, and what must stay hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from setpoint.visible import visible_line


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """The place that set a value.

    Attributes:
        file: Path as the user gave it, relative to the project's folder.
        line: Counted from 1.
        column: Counted from 1.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """Return `file:line:column` in one line, whatever the file is called."""
        return f"{visible_line(self.file)}:{self.line}:{self.column}"

    def below(self, prefix: str) -> Origin:
        """Return the place in a repository that has the project at `prefix` (`infra/alerts/`)."""
        return replace(self, file=f"{prefix}{self.file}") if prefix else self


@dataclass(frozen=True, slots=True)
class Secret:
    """An encrypted stack-config value, known by its place only.

    The program asks Pulumi for the plain text at provisioning time; nothing else ever
    holds it.

    Attributes:
        path: Keys from the top of `setpoint:config` down to the value.
    """

    path: tuple[str | int, ...]

    def __str__(self) -> str:
        """Return a mask; never the value, which this object does not have."""
        return "[secret]"


Text: TypeAlias = str | Secret

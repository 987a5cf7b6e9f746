"""Standard output and error as everything is printed on: nothing hidden gets through.

Here rather than at each text: whatever a command prints, it can't clear the screen, rewrite what
stands there, or turn the direction of reading. The styles of `plain.Paper` are let through where
there is a terminal; they hide nothing.

A job of GitHub Actions has another reader: its runner takes a line that begins with `::name::`,
or has `##[name]` anywhere, for a command (actions/runner, src/Runner.Common/ActionCommand.cs).
There only what is meant as commands is written as such, by `write_commands`.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from setpoint.report.plain import CODES
from setpoint.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CODE: Final = "|".join(sorted(CODES.values()))
_COMMAND: Final = re.compile(r"^([^\S\n]*)(?=::)|##(?=\[)", re.MULTILINE)
_STYLE: Final = re.compile(rf"(\x1b\[(?:0|(?:{_CODE})(?:;(?:{_CODE}))?)m)")


class CommandlessStream:
    """A text stream in front of another one, on which no line is a command to GitHub's runner.

    Attributes:
        behind: The other one.
    """

    def __init__(self, behind: IO[str]) -> None:
        self.behind = behind

    def write(self, text: str) -> int:
        """Write what may be shown; the number of characters is the given text's."""
        self.behind.write(self._shown(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each."""
        for line in lines:
            self.write(line)

    def _shown(self, text: str) -> str:
        if not isinstance(text, str):
            raise TypeError("text is written here, no bytes")
        if os.environ.get("GITHUB_ACTIONS"):
            return _COMMAND.sub(lambda found: "# #" if found[0] == "##" else f"{found[0]}| ", text)
        return text

    def __getattr__(self, name: str) -> Any:
        """The other stream's own, but for its bytes, which would get around this."""
        if name in {"buffer", "raw"}:
            raise AttributeError(name)
        return getattr(self.behind, name)


class SafeStream(CommandlessStream):
    """The same, on which nothing is hidden either."""

    def _shown(self, text: str) -> str:
        text = super()._shown(text)
        if text.isprintable():
            return text
        if not self.behind.isatty():
            # A calendar's lines end so (RFC 5545); a carriage return alone is hidden.
            return "\r\n".join(visible(line) for line in text.split("\r\n"))
        parts = _STYLE.split(text)  # every second one is a style
        return "".join(part if n % 2 else visible(part) for n, part in enumerate(parts))


def write_commands(text: str) -> None:
    """Write lines of `annotations.annotation` for GitHub's runner to standard output."""
    out = sys.stdout
    (out.behind if isinstance(out, SafeStream) else out).write(text)


@contextmanager
def safe_output() -> Iterator[None]:
    """Put the streams in front of standard output and error for the length of the block."""
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = SafeStream(out), SafeStream(err)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err

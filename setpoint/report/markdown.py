"""Text inside Markdown that says what it says and does nothing.

Names, summaries and values may come from a stranger's pull request. Every character that
Markdown, HTML or GitHub (mentions, references, emoji) reads as more than itself is written
as an entity.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"[^\w\s.,/%()$?'-]|_|(?<=\bwww)\.|^(?:-|\d+(?=[.)]))")
# Mentions and references are looked for in the rendered text; a comment parts what they need.
_PARTED = re.compile(r"[@#]|\bGH-(?=\d)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def inert(text: str) -> str:
    """Return a text on one line that renders as itself."""
    plain = visible(_SPACE.sub(" ", text).strip())
    pieces = _PARTED.split(plain)
    marks = (*(_entities(mark) + "<!-- -->" for mark in _PARTED.findall(plain)), "")
    return "".join(
        _SPECIAL.sub(lambda found: _entities(found[0]), piece) + mark
        for piece, mark in zip(pieces, marks, strict=True)
    )


def _entities(text: str) -> str:
    return "".join(f"&#{ord(each)};" for each in text)


def code(text: str) -> str:
    """Return a text in a fixed-width font."""
    return f"<code>{inert(text)}</code>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; cells are Markdown already."""
    return [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

"""Text in columns without Rich, whose import alone takes longer than `check` and `show` need.

On a terminal, cells wrap to its width and marks are coloured; anywhere else each row stays
one line, so that grep and diff find it whole.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from dataclasses import dataclass
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING

from setpoint.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}
_NARROWEST = 12
_BLANKS = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on.

    Attributes:
        width: Columns to stay within, None for no limit.
        colours: Whether escape codes are understood.
    """

    width: int | None = None
    colours: bool = False

    def style(self, text: str, *names: str) -> str:
        """Return the text in a style, or as it is where there are no colours."""
        text = visible(text)
        if not (self.colours and names and text.strip()):
            return text
        codes = ";".join(CODES[name] for name in names)
        return f"\x1b[{codes}m{text}\x1b[0m"


def standard_paper() -> Paper:
    """Return what standard output is."""
    terminal = sys.stdout.isatty()
    if not terminal and "COLUMNS" not in os.environ:
        return Paper()
    colours = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Paper(width=shutil.get_terminal_size().columns, colours=colours)


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and its style."""

    text: str
    style: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Write hidden characters out: columns are as wide as what is seen.

        What has several lines is told in one; nobody can begin a line of the report's own.
        """
        if not self.text.isprintable():
            object.__setattr__(self, "text", visible(_BLANKS.sub(_one_line, self.text)))


def _one_line(blanks: re.Match[str]) -> str:
    """Return what stands for blanks in a text of one line: those with a break become one."""
    return blanks[0] if blanks[0].strip(" ") == "" else " "


def columns(rows: Sequence[Sequence[Cell]], paper: Paper, *, gap: int = 2) -> Iterator[str]:
    """Yield the lines of a table, its columns as wide as they need or may be.

    A row of a single cell is a line across all columns.
    """
    widths = _widths([row for row in rows if len(row) > 1], paper.width, gap)
    for row in rows:
        if len(row) == 1:
            yield from (
                paper.style(part, *row[0].style) for part in _wrap(row[0].text, paper.width)
            )
            continue
        wrapped = [_wrap(cell.text, width) for cell, width in zip(row, widths, strict=False)]
        for parts in zip_longest(*wrapped, fillvalue=""):
            yield _line(parts, row, widths, paper, gap)


def flowing(cells: Sequence[Cell], paper: Paper, *, indent: int = 4) -> Iterator[str]:
    """Yield the lines of a text whose words have styles; all but the first are indented.

    A word longer than a line stands on one of its own, whole, so that it can be copied.
    """
    words = [(word, cell.style) for cell in cells for word in cell.text.split()]
    first = cells[0].text if cells else ""
    margin = first[: len(first) - len(first.lstrip())]
    line: list[tuple[str, tuple[str, ...]]] = []
    used = len(margin)
    for word, style in words:
        room = paper.width is None or not line or used + 1 + len(word) <= paper.width
        if not room:
            yield margin + _styled(line, paper)
            line, margin = [], " " * indent
            used = indent
        used += len(word) + bool(line)
        line.append((word, style))
    if line:
        yield margin + _styled(line, paper)


def _styled(words: Sequence[tuple[str, tuple[str, ...]]], paper: Paper) -> str:
    """Return words with a blank between them, neighbours of one style styled together."""
    return " ".join(
        paper.style(" ".join(word for word, _ in same), *style)
        for style, same in groupby(words, key=itemgetter(1))
    )


def natural_width(rows: Sequence[Sequence[Cell]], *, gap: int = 2) -> int:
    """Return how wide a table would like to be."""
    widths = _widths([row for row in rows if len(row) > 1], None, gap)
    return sum(widths) + gap * (len(widths) - 1)


def _line(
    parts: Iterable[str], row: Sequence[Cell], widths: Sequence[int], paper: Paper, gap: int
) -> str:
    padded = [
        paper.style(part, *cell.style) + " " * (width - len(part))
        for part, cell, width in zip(parts, row, widths, strict=False)
    ]
    return (" " * gap).join(padded).rstrip()


def _widths(rows: Sequence[Sequence[Cell]], limit: int | None, gap: int) -> list[int]:
    """Return natural widths, the widest columns narrowed until the table fits."""
    count = max((len(row) for row in rows), default=0)
    widths = [
        max((len(row[place].text) for row in rows if place < len(row)), default=0)
        for place in range(count)
    ]
    if limit is None:
        return widths
    while sum(widths) + gap * (count - 1) > limit and max(widths) > _NARROWEST:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    return widths


def _wrap(text: str, width: int | None) -> list[str]:
    if width is None or len(text) <= width:
        return [text]
    indent = " " * (len(text) - len(text.lstrip()))
    return textwrap.wrap(text, max(width, 1), subsequent_indent=indent, break_on_hyphens=False)

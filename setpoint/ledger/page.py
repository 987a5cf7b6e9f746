"""What a ledger's page names: config paths and resources, with the lines they stand in.

Those are the texts in backticks in the columns `Config` and `Resources` of its tables; a table
without both columns is prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CODE = re.compile(r"`([^`]+)`")
_BAR = re.compile(r"(?<!\\)\|")
_COLUMNS = ("Config", "Resources")


@dataclass(frozen=True, slots=True)
class Mention:
    """A config path or a resource that a page names.

    Attributes:
        column: `Config` or `Resources`.
    """

    line: int
    column: str
    text: str


def mentions(page: str) -> Iterator[Mention]:
    """Yield what the page's tables name, line by line."""
    columns: dict[str, int] = {}
    for number, line in enumerate(page.splitlines(), 1):
        if not line.startswith("|"):
            columns = {}
            continue
        cells = [cell.strip() for cell in _BAR.split(line)]
        if not columns:
            columns = _columns(cells)
        else:
            yield from _named(number, cells, columns)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Return where the columns are; a place past the row for a table that doesn't count."""
    found = {name: cells.index(name) for name in _COLUMNS if name in cells}
    return found if len(found) == len(_COLUMNS) else {"": len(cells)}


def _named(number: int, cells: Sequence[str], columns: dict[str, int]) -> Iterator[Mention]:
    for column, index in columns.items():
        if index < len(cells):
            for text in _CODE.findall(cells[index]):
                yield Mention(number, column, text)

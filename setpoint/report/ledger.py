"""A ledger's tables as Markdown, and what a page has wrong as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.visible import visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from setpoint.ledger import Mistake, Row, Table

_HEAD = ("| The document | Config | Resources | Notes |", "|---|---|---|---|")


def ledger_markdown(environment: str, tables: Sequence[Table]) -> str:
    """Return a page's skeleton: a table for each kind, a row for each thing of the config."""
    head = (
        f"*Config* is a path in the config of {environment}, *Resources* are what"
        f" `setpoint plan --env {environment}` shows, by type and name.\n"
    )
    return "\n".join([head, *(_table(table) for table in tables)])


def _table(table: Table) -> str:
    lines = [f"## {table.title}", "", *_HEAD, *(_row(row) for row in table.rows)]
    return "\n".join(lines) + "\n"


def _row(row: Row) -> str:
    resources = ", ".join(f"`{one}`" for one in row.resources)
    told = row.told.replace("|", "\\|")
    place = f"{visible_line(row.origin.file)}:{row.origin.line}"
    return f"| {told} | `{row.path}` | {resources} | {place} |"


def mistakes_text(page: Path, found: Iterable[Mistake]) -> Iterator[str]:
    """Yield a line for each mistake, as editors and terminals link it."""
    for one in found:
        yield f"{page}:{one.line}: {one.message}"

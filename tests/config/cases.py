"""Reads the tables of broken configs: `=== name`, the YAML, `!!!`, the problems expected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "broken"
_CASE = re.compile(r"^=== (.+)\n((?:.*\n)*?)!!!\n((?:.+\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A broken file and what is said about it."""

    name: str
    text: str
    problems: list[str]


def cases(*, overlays: bool) -> list[Case]:
    """The cases of broken/overlays.txt, or of all other tables."""
    return [
        Case(f"{table.stem}/{name}", text, problems.splitlines())
        for table in sorted(FOLDER.glob("*.txt"))
        if (table.stem == "overlays") == overlays
        for name, text, problems in _CASE.findall(table.read_text())
    ]

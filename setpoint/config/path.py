"""Paths into the config, as tuples and as people read them."""

from __future__ import annotations

import re
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_PLAIN = re.compile(r"[^\s.\[\]\"]{1,80}")


def write_path(path: Path) -> str:
    """`services.api.widgets[2]."a key with a dot.b"`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            shown = part if _PLAIN.fullmatch(part) else f'"{part[:80]}"'.replace("\n", " ")
            text += f".{shown}" if text else shown
    return text

"""Paths into the config, as tuples and as people read them."""

from __future__ import annotations

import re
from typing import TypeAlias

from setpoint.config.units.quantity import shown

Path: TypeAlias = tuple[str | int, ...]

_LONGEST = 80
_PLAIN = re.compile(r"[^\s.\[\]\"]{1,80}")


def _quoted(key: str) -> str:
    """The key, in quotes if it could be misread."""
    if _PLAIN.fullmatch(key) and key.isprintable():
        return key
    return f'"{key}"' if key.isprintable() and len(key) <= _LONGEST else shown(key, _LONGEST)


def write_path(path: Path) -> str:
    """`services.api.widgets[2]."a key with a dot.b"`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{_quoted(part)}" if text else _quoted(part)
    return text

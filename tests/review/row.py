"""A row of the table of changes."""

from __future__ import annotations

from typing import Any, NamedTuple


class Row(NamedTuple):
    """A change: signal, path below it, value before and after (None: absent), effect.

    `nothing` is the effect of what no report needs to tell: no alarm is another by it.
    """

    signal: dict[str, Any]
    path: tuple[str | int, ...]
    old: Any
    new: Any
    effect: str
    detection: str = "same"

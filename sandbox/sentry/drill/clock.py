"""The time by which events come in and windows end: the real one, or moved on for a drill."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.sentry.account import Row

_AHEAD = "clockAhead"
LONGEST = 30 * 86_400
"""Seconds that one step may have."""


def now(document: Row) -> float:
    """Return the present, in seconds since 1970."""
    return time.time() + float(document.get(_AHEAD, 0))


def move(document: Row, seconds: float) -> None:
    """Move the clock on."""
    document[_AHEAD] = float(document.get(_AHEAD, 0)) + seconds


def written(moment: float) -> str:
    """Return a moment as Sentry writes it."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

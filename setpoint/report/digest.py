"""Digests in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def days_text(days: Sequence[int]) -> str:
    """Return `every day`, or the days' short names; `days` are 1 (Monday) to 7."""
    return "every day" if len(days) == len(_DAYS) else " ".join(_DAYS[day - 1] for day in days)

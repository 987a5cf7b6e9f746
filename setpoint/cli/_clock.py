"""What day it is: the one place of the commands that looks at a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time


def today() -> date:
    """Return the day, UTC."""
    return datetime.now(UTC).date()


def midnight() -> datetime:
    """Return when the day began, UTC."""
    return datetime.combine(today(), time(), UTC)

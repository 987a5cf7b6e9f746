"""What day it is: the one place of the commands that looks at a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final

from setpoint.cli.failure import CommandError

_LAST_YEAR: Final = 9000  # weeks and time zones go beyond a day, and Python's years end at 9999


def today() -> date:
    """Return the day, UTC."""
    return datetime.now(UTC).date()


def midnight() -> datetime:
    """Return when the day began, UTC."""
    return datetime.combine(today(), time(), UTC)


def named(day: datetime) -> datetime:
    """Return a day that the command line names, as it began, UTC.

    Raises:
        CommandError: It is so far away that the weeks behind it are no dates.
    """
    if day.year > _LAST_YEAR:
        raise CommandError(f"{day:%Y-%m-%d} is too far away: name a day before {_LAST_YEAR + 1}")
    return day.replace(tzinfo=UTC)

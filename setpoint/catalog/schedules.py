"""On-call schedules: from a rotation with a handoff to PagerDuty's layers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


def turn_start(start: date, weekday: int | None, at: time, time_zone: str) -> datetime:
    """Return when the first turn begins: the handoff on the start date or the last before it.

    Args:
        start: The day from which the layer counts.
        weekday: Day of a weekly handoff, 0 for Monday; None hands off on any day.
        at: Local time of the handoff.
        time_zone: IANA name.
    """
    back = 0 if weekday is None else (start.weekday() - weekday) % 7
    return datetime.combine(start - timedelta(days=back), at, tzinfo=ZoneInfo(time_zone))


def layer_start(start: date, first_turn: datetime) -> datetime:
    """Return when the layer takes effect: midnight of its day, or the first turn if later."""
    midnight = datetime.combine(start, time(), tzinfo=first_turn.tzinfo)
    return max(midnight, first_turn)

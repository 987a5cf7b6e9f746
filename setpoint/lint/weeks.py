"""How far checks look ahead into rotas."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

WEEKS: Final = 8


def rota_window(today: date) -> tuple[datetime, datetime]:
    """Return the beginning of the day and the moment eight weeks later, UTC."""
    start = datetime.combine(today, time(), UTC)
    return start, start + timedelta(weeks=WEEKS)

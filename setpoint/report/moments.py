"""Moments as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo


def local(moment: datetime, zone: ZoneInfo) -> str:
    """Return `Mon 2026-11-23 09:00` on the zone's wall clock."""
    return moment.astimezone(zone).strftime("%a %Y-%m-%d %H:%M")

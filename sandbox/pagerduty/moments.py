"""Points in time as clients write them: RFC 3339, or the text form of Go's time.Time."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_GO = re.compile(r"^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? ([+-]\d{2})(\d{2})(?: .*)?$")


def parse(text: str) -> datetime:
    """Read a moment; one without an offset is taken as UTC.

    Raises:
        ValueError: It is none.
    """
    if match := _GO.match(text):
        day, clock, hours, minutes = match.groups()
        text = f"{day}T{clock}{hours}:{minutes}"
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def write(moment: datetime, zone: str = "Etc/UTC") -> str:
    """Write a moment with the offset that holds then in a zone; `Z` for UTC."""
    text = moment.astimezone(ZoneInfo(zone)).replace(microsecond=0).isoformat()
    return text.replace("+00:00", "Z")


def is_zone(name: str) -> bool:
    """Whether a name is one of the IANA time zones."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True

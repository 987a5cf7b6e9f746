"""Timestamps are seconds since the epoch inside, ISO 8601 text on some wires."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.aws.errors import AwsError


def to_iso(seconds: float) -> str:
    """Write `2026-11-22T17:00:00.000Z`."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def to_seconds(value: Any) -> float:
    """Read seconds or ISO 8601 text.

    Raises:
        AwsError: `SerializationException` for anything else.
    """
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise AwsError("SerializationException", f"{value!r} is no timestamp") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()

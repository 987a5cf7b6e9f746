"""A timeout that can be switched off."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.duration import LONGEST, whole_seconds
from setpoint.config.model.types.patterns import between, duration_schema
from setpoint.config.model.types.refusal import refuse

Never: TypeAlias = Literal["never"]


def _timeout(value: Any) -> int | Never:
    """Seconds, or `never`."""
    if value == "never":
        return "never"
    if isinstance(value, str) and value[:1].isalpha():
        raise refuse(f"{value!r} is no timeout; write a duration such as 30m, or never")
    seconds = whole_seconds(value)
    if seconds == 0:
        raise refuse(f"{value} is no time at all; write a duration such as 30m, or never")
    return seconds


Timeout: TypeAlias = Annotated[
    int | Never,
    PlainValidator(_timeout),
    WithJsonSchema(
        duration_schema(
            "write a duration such as 30m, or never",
            between(1, LONGEST),
            words=("never",),
            examples=("30m", "4h"),
        )
    ),
]

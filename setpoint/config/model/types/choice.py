"""Durations that must be one of a vendor's few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.duration import whole_seconds
from setpoint.config.model.types.patterns import duration_schema, one_of
from setpoint.config.model.types.refusal import refuse
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterable


def duration_choice(vendor: str, offered: Iterable[int]) -> tuple[PlainValidator, WithJsonSchema]:
    """What to annotate an `int` with: seconds, out of those that the vendor offers."""
    seconds_allowed = tuple(offered)
    allowed = tuple(write_duration(each) for each in seconds_allowed)

    def choose(value: Any) -> int:
        """The seconds, if the vendor offers them."""
        seconds = whole_seconds(value)
        if seconds not in seconds_allowed:
            raise refuse(
                f"{value} is not {', '.join(allowed[:-1])} or {allowed[-1]}, as {vendor} offers",
                allowed=allowed,
            )
        return seconds

    wanted = f"write {', '.join(allowed[:-1])} or {allowed[-1]}"
    schema = duration_schema(wanted, one_of(seconds_allowed), examples=allowed)
    return PlainValidator(choose), WithJsonSchema(schema)

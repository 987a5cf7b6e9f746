"""`sentry_cron`: a job that tells Sentry when it runs, and how late or long it may be."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from providers.sentry_alerting import limits
from setpoint.config.model.one_of import OneOf
from setpoint.config.model.signal.sentry import SentryMonitorSignal
from setpoint.config.model.types import TimeZone
from setpoint.config.model.types.crontab import Crontab, Every
from setpoint.config.model.types.duration import whole_seconds
from setpoint.config.model.types.patterns import between, duration_schema, minutes
from setpoint.config.model.types.refusal import refuse
from setpoint.config.units import write_duration

_MINUTE = 60


def _up_to(longest: int) -> tuple[PlainValidator, WithJsonSchema]:
    """What to annotate an `int` with: seconds, in whole minutes up to so many."""

    def choose(value: Any) -> int:
        seconds = whole_seconds(value)
        if seconds % _MINUTE or not _MINUTE <= seconds <= longest * _MINUTE:
            most = write_duration(longest * _MINUTE)
            raise refuse(f"{value} is not a whole number of minutes from 1m to {most}")
        return seconds

    wanted = f"write whole minutes from 1m to {write_duration(longest * _MINUTE)}"
    whole = minutes(between(_MINUTE, longest * _MINUTE))
    schema = duration_schema(wanted, whole, examples=("1m", "2h"))
    return PlainValidator(choose), WithJsonSchema(schema)


_validate_margin, _margin_schema = _up_to(limits.LATEST_CHECK_IN)
_validate_run, _run_schema = _up_to(limits.LONGEST_RUN)
Margin: TypeAlias = Annotated[int, _validate_margin, _margin_schema]
Run: TypeAlias = Annotated[int, _validate_run, _run_schema]
InARow: TypeAlias = Annotated[int, Field(ge=1, le=720)]


class SentryCron(SentryMonitorSignal):
    """A cron monitor and the notifications that follow from it; `schedule` or `every`."""

    one_of: ClassVar[OneOf | None] = OneOf(
        "schedule",
        ("schedule", "every"),
        none="has no schedule; write schedule (a crontab) or every",
        several="stands beside schedule; keep one",
        several_at="every",
    )

    schedule: Crontab | None = None
    """When the job runs: five fields of a crontab, or an alias such as "@daily"."""
    every: Every | None = None
    """How often the job runs: 15m, 6h, 1d, 1w, "1 month" or "1 year"."""
    checkin_margin: Margin = 60
    """How late a check-in may be, 1m to 4w."""
    max_runtime: Run = 1800
    """How long the job may run, 1m to 1w."""
    failure_threshold: InARow = 1
    """Failed or missed check-ins in a row until an issue opens."""
    recovery_threshold: InARow = 1
    """Good check-ins in a row until the issue is resolved."""
    time_zone: TimeZone = "UTC"
    """IANA name of the zone of the schedule."""

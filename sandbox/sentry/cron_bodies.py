"""A cron monitor's settings, as the detector routes and the older `/monitors/` routes take them."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import Field, field_validator, model_validator

from providers.sentry_alerting import limits
from sandbox.sentry.strict import Body, SnakeBody

Margin = Annotated[int, Field(ge=1, le=limits.LATEST_CHECK_IN)]
Checks = Annotated[int, Field(ge=1, le=720)]
Unit = Literal["minute", "hour", "day", "week", "month", "year"]

_ALIASES = {"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@hourly"}
_LEAP_YEAR = 2000
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_FIELDS: tuple[tuple[int, int, list[str]], ...] = (
    (0, 59, []),
    (0, 23, []),
    (1, 31, []),
    (1, 12, ["", *_MONTHS]),
    (0, 7, _DAYS),
)


class CronConfig(SnakeBody):
    """When a job is due and how much it may be late; margins and run time in minutes."""

    schedule_type: Literal["crontab", "interval"]
    schedule: str | list[int | str]
    checkin_margin: Margin | None = None
    max_runtime: Annotated[int, Field(ge=1)] | None = None
    failure_issue_threshold: Checks | None = None
    recovery_threshold: Checks | None = None
    timezone: str | None = None

    @field_validator("max_runtime")
    @classmethod
    def _short_enough(cls, value: int | None) -> int | None:
        if value is not None and value > limits.LONGEST_RUN:
            raise ValueError(
                f"Max runtime must be {limits.LONGEST_RUN} minutes (7 days) or less. Lower it to"
                " save this monitor."
            )
        return value

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        if value is not None and value not in available_timezones():
            raise ValueError(f'"{value}" is not a valid choice.')
        return value

    @model_validator(mode="after")
    def _schedule_fits_its_type(self) -> CronConfig:
        if self.schedule_type == "crontab":
            if not isinstance(self.schedule, str) or not is_crontab(self.schedule):
                raise ValueError("Schedule was not parseable as a crontab.")
        elif not _is_interval(self.schedule):
            raise ValueError("Schedule must be [a positive number, a unit] for an interval.")
        return self


class CronSource(Body):
    """The data source of a cron monitor."""

    name: Annotated[str, Field(min_length=1, max_length=128)]
    slug: Annotated[str, Field(max_length=50, pattern=r"^[a-z0-9_-]+$")] | None = None
    status: Literal["active", "disabled"] = "active"
    config: CronConfig


def is_crontab(text: str) -> bool:
    """Whether a text is an alias such as `@daily` or five fields within their ranges.

    Some month must have the first of the days (cronsim/cronsim.py, by which Sentry reads them).
    """
    if text in _ALIASES:
        return True
    fields = text.lower().split()
    if len(fields) != len(_FIELDS):
        return False
    values = [_values(field, *bounds) for field, bounds in zip(fields, _FIELDS, strict=True)]
    if not all(values):
        return False
    _minutes, _hours, days, months, _weekdays = values
    return min(days) <= max(monthrange(_LEAP_YEAR, month)[1] for month in months)


def _values(field: str, low: int, high: int, names: list[str]) -> set[int]:
    """Return what a field stands for, nothing for one that isn't valid."""
    parts = [_part(part, low, high, names) for part in field.split(",")]
    return set().union(*parts) if all(parts) else set()


def _part(part: str, low: int, high: int, names: list[str]) -> set[int]:
    """Return what `*`, a value or a range stands for, each perhaps with a step."""
    span, slash, step = part.partition("/")
    if slash and not re.fullmatch(r"[1-9]\d*", step):
        return set()
    ends = [names.index(end) if end in names[low:] else _number(end) for end in span.split("-")]
    if span == "*":
        ends = [low, high]
    known = [end for end in ends if end is not None and low <= end <= high]
    if len(known) != len(ends) or len(ends) > 2 or known != sorted(known):  # noqa: PLR2004
        return set()
    return set(range(known[0], known[-1] + 1, int(step or 1)))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 2 else None  # noqa: PLR2004


def _is_interval(schedule: str | list[int | str]) -> bool:
    match schedule:
        case [int(number), str(unit)]:
            return number > 0 and unit in Unit.__args__  # type: ignore[attr-defined]
    return False

"""On-call schedules: from a rotation with a handoff to PagerDuty's layers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from setpoint.catalog.model import Layer, Override, Restriction, Schedule
from setpoint.config.model.types.clock import WEEKDAYS
from setpoint.vendors.time_zones import sent_time_zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.context import Context
    from setpoint.config import model as config

WEEK = timedelta(weeks=1)


def build_schedules(context: Context) -> Mapping[str, Schedule]:
    """Return every schedule under its name in PagerDuty."""
    schedules = context.config.schedules.items()
    return {key: _schedule(key, schedule, context) for key, schedule in schedules}


def _schedule(key: str, schedule: config.Schedule, context: Context) -> Schedule:
    layers = enumerate(schedule.layers, 1)
    return Schedule(
        id=key,
        name=context.naming.pagerduty(schedule.name or key),
        description=schedule.description or f"On call: {schedule.name or key}",
        time_zone=sent_time_zone(schedule.time_zone),
        layers=tuple(_layer(number, layer, schedule.time_zone) for number, layer in layers),
        teams=(schedule.team,) if schedule.team else (),
        overrides=tuple(_override(each, schedule.time_zone) for each in schedule.overrides),
        named=schedule.time_zone,
    )


def _override(override: config.Override, time_zone: str) -> Override:
    zone = ZoneInfo(time_zone)
    return Override(
        person=override.person,
        start=override.start.replace(tzinfo=zone),
        end=override.end.replace(tzinfo=zone),
    )


def _layer(number: int, layer: config.Layer, time_zone: str) -> Layer:
    first_turn = turn_start(layer.start, layer.handoff.day, layer.handoff.time, time_zone)
    return Layer(
        name=layer.name or f"Layer {number}",
        start=layer_start(layer.start, first_turn),
        rotation_virtual_start=first_turn,
        rotation_turn_length_seconds=layer.rotation,
        people=layer.people,
        restrictions=tuple(one for each in layer.restrictions for one in _restrictions(each)),
        end=_moment(layer.end, layer.handoff.time, time_zone) if layer.end else None,
    )


def _restrictions(restriction: config.Restriction) -> Iterator[Restriction]:
    """Yield a restriction as PagerDuty has it: each day of several is one of its own."""
    days: tuple[int | None, ...] = (restriction.start.day,)
    if restriction.weekdays is not None:
        days = tuple(WEEKDAYS.index(day) + 1 for day in restriction.weekdays)
    for day in days:
        yield Restriction(
            type="daily_restriction" if day is None else "weekly_restriction",
            start_time_of_day=restriction.start.time,
            duration_seconds=restriction.duration,
            start_day_of_week=day,
        )


def turn_start(start: date, day: int | None, at: time, time_zone: str) -> datetime:
    """Return when the first turn begins: the handoff on the start date or the last before it.

    Args:
        start: The day from which the layer counts.
        day: Day of a weekly handoff, 1 for Monday; None hands off on any day.
        at: Local time of the handoff.
        time_zone: IANA name.
    """
    back = 0 if day is None else (start.isoweekday() - day) % 7
    return _moment(start - timedelta(days=back), at, time_zone)


def layer_start(start: date, first_turn: datetime) -> datetime:
    """Return when the layer takes effect: midnight of its day, or the first turn if later."""
    midnight = datetime.combine(start, time(), tzinfo=first_turn.tzinfo)
    return max(midnight, first_turn)


def _moment(day: date, at: time, time_zone: str) -> datetime:
    return datetime.combine(day, at, tzinfo=ZoneInfo(time_zone))

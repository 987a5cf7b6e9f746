"""Schedules: whose turn it is. Escalations: who is told when nobody reacts."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from setpoint.config.model.one_of import OneOf
from setpoint.config.model.section import Section
from setpoint.config.model.types import (
    Date,
    GroupRef,
    HandoffText,
    Items,
    LocalMoment,
    LongText,
    Minutes,
    PagerDutyName,
    PagerDutyTimeZone,
    PersonRef,
    ScheduleRef,
    Seconds,
    TeamRef,
    Weekdays,
)
from setpoint.config.model.types.duration import whole_seconds
from setpoint.config.model.types.patterns import between, duration_schema
from setpoint.config.model.types.refusal import refuse

_HOUR = 3600
_YEAR = 365 * 86_400
_ROTATIONS = {"daily": 86_400, "weekly": 604_800}


def _rotation(value: Any) -> int:
    """Seconds of a turn (PagerDuty: one hour to 365 days)."""
    if isinstance(value, str) and value in _ROTATIONS:
        return _ROTATIONS[value]
    if isinstance(value, str) and value[:1].isalpha():
        raise refuse(f"{value!r} is no rotation; write daily, weekly or a duration such as 12h")
    seconds = whole_seconds(value)
    if not _HOUR <= seconds <= _YEAR:
        raise refuse(f"{value} is no rotation; a turn lasts 1h to 365d")
    return seconds


Rotation: TypeAlias = Annotated[
    int,
    PlainValidator(_rotation),
    WithJsonSchema(
        duration_schema(
            "write daily, weekly or a duration from 1h to 365d",
            between(_HOUR, _YEAR),
            words=_ROTATIONS,
            examples=("12h", "2w"),
        )
    ),
]


Strategy: TypeAlias = Literal["assign_to_everyone", "round_robin"]


class Restriction(Section):
    """Hours in which a layer applies; outside them it is as if it were not there."""

    start: HandoffText
    """`09:00` for every day, `monday 09:00` for once a week."""
    duration: Seconds
    """Length from the start: less than 1d for every day, less than 1w for once a week."""
    weekdays: Weekdays | None = None
    """Days on which it begins, `monday-friday`; every day if absent."""


class Layer(Section):
    """One rotation of a schedule."""

    name: PagerDutyName | None = None
    """Name of the layer in PagerDuty."""
    rotation: Rotation
    """Length of a turn: daily, weekly or a duration from 1h to 365d. Kept in seconds."""
    handoff: HandoffText
    """When turns change: `monday 09:00` for weeks, else `09:00`; of hours, the first time."""
    start: Date
    """Day from which the layer holds; the first person's turn begins at the handoff then."""
    end: Date | None = None
    """Day on which the layer ends, at the handoff's time."""
    people: Annotated[Items[PersonRef], Field(min_length=1)]
    """Ids of people, in turn order."""
    restrictions: Items[Restriction] = ()
    """Hours in which it applies; always if absent."""


class Override(Section):
    """A stretch in which one person is on call, whatever the layers say."""

    person: PersonRef
    """Id of the person."""
    start: LocalMoment
    """When it begins, in the schedule's time zone."""
    end: LocalMoment
    """When it ends."""


class Schedule(Section):
    """Who is on call; a later layer wins over an earlier one."""

    name: PagerDutyName | None = None
    """Name in PagerDuty; made from the id if absent."""
    description: LongText | None = None
    """What it is for."""
    time_zone: PagerDutyTimeZone
    """IANA name of the zone in which handoffs and restrictions are given, if PagerDuty has it."""
    team: TeamRef | None = None
    """Id of the team it belongs to."""
    layers: Annotated[Items[Layer], Field(min_length=1)]
    """From the lowest to the one that wins."""
    overrides: Items[Override] = ()
    """Stretches that differ once, such as holidays; they win over all layers."""

    @property
    def people(self) -> frozenset[str]:
        """Ids of everybody who is on call at some time, by turns or by an override."""
        turns = {person for layer in self.layers for person in layer.people}
        return frozenset(turns | {each.person for each in self.overrides})


class Target(Section):
    """Somebody to notify: exactly one of a schedule, a person and a group."""

    one_of: ClassVar[OneOf | None] = OneOf("target")

    schedule: ScheduleRef | None = None
    """Id of a schedule: whoever is on call."""
    person: PersonRef | None = None
    """Id of a person."""
    group: GroupRef | None = None
    """Id of a group: each of its people."""


class EscalationRule(Section):
    """One level of an escalation."""

    after: Minutes = 0
    """Time from the start of the incident to this level; 0 for the first."""
    notify: Annotated[Items[Target], Field(min_length=1, max_length=10)]
    """Who is told; at most 10 with groups' people counted one by one (PagerDuty's limit)."""
    strategy: Strategy = "assign_to_everyone"
    """Whether an incident goes to everyone, or to one after the other, incident by incident."""
    wait: Minutes | None = None
    """On the last level: how long it has until everything repeats, or ends."""


class Escalation(Section):
    """Levels of people told one after the other while nobody acknowledges."""

    name: PagerDutyName | None = None
    """Name in PagerDuty; made from the id if absent."""
    description: LongText | None = None
    """What it is for."""
    team: TeamRef | None = None
    """Id of the team it belongs to."""
    repeat: Annotated[int, Field(ge=0, le=9)] = 0
    """How often the whole is repeated, 0 to 9 (PagerDuty's num_loops)."""
    rules: Annotated[Items[EscalationRule], Field(min_length=1)]
    """The levels, earliest first."""

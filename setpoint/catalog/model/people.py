"""Who is there to be woken: people, teams, on-call schedules and escalations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime, time

    from setpoint.config.value import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can be notified.

    Attributes:
        phone: E.164 without spaces, `+15550100001`; used for calls and text messages.
        time_zone: IANA name.
        role: PagerDuty's base role, such as `limited_user`, `admin`.
    """

    id: str
    name: str
    email: Text
    phone: Text | None
    time_zone: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A group of people; `name` is unique in the PagerDuty account."""

    id: str
    name: str
    description: str
    people: tuple[str, ...]
    manager: str | None
    slack: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """Hours of the day or week in which a layer applies.

    Attributes:
        start_day_of_week: 1 (Monday) to 7 for a weekly restriction, None for a daily one.
        start_time_of_day: Local time in the schedule's time zone.
        duration_seconds: Length from the start.
    """

    type: Literal["daily_restriction", "weekly_restriction"]
    start_time_of_day: time
    duration_seconds: int
    start_day_of_week: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One rotation of a schedule; a later layer wins over an earlier one.

    Attributes:
        start: When the layer takes effect, with time zone.
        rotation_virtual_start: The first handoff: the first person's turn begins here.
        rotation_turn_length_seconds: 3,600 to 365 days.
        people: Ids of people in turn order.
    """

    name: str
    start: datetime
    rotation_virtual_start: datetime
    rotation_turn_length_seconds: int
    people: tuple[str, ...]
    restrictions: tuple[Restriction, ...]
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A stretch in which one person is on call, whatever the layers say; with time zone."""

    person: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """An on-call schedule; `layers` from the lowest to the one that wins.

    Attributes:
        time_zone: PagerDuty's name of it.
        overrides: Win over all layers; no two of them at once.
        named: The config's name of the time zone.
    """

    id: str
    name: str
    description: str
    time_zone: str
    layers: tuple[Layer, ...]
    teams: tuple[str, ...]
    overrides: tuple[Override, ...] = ()
    named: str | None = field(default=None, compare=False)

    @property
    def turns(self) -> tuple[str, ...]:
        """Ids of the people who take turns, each once."""
        return tuple(dict.fromkeys(person for layer in self.layers for person in layer.people))

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of everybody who is on call at some time, by turns or by an override, each once."""
        return tuple(dict.fromkeys((*self.turns, *(each.person for each in self.overrides))))

    @property
    def told_zone(self) -> str:
        """The time zone as people are told it."""
        return self.named or self.time_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Somebody an escalation rule notifies: a schedule or a person, by id."""

    kind: Literal["schedule", "person"]
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRule:
    """One level of an escalation.

    Attributes:
        after_minutes: From the incident's start to this level (0 for the first).
        escalation_delay_in_minutes: From this level to the next (PagerDuty's own figure).
        strategy: PagerDuty's escalation_rule_assignment_strategy; by `round_robin` an incident
            goes to one target, the next one to the next.
    """

    after_minutes: int
    escalation_delay_in_minutes: int
    targets: tuple[Target, ...]
    strategy: Literal["assign_to_everyone", "round_robin"] = "assign_to_everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Levels of people told one after the other while nobody acknowledges.

    Attributes:
        num_loops: How often the whole is repeated, 0 to 9.
    """

    id: str
    name: str
    description: str
    team: str | None
    rules: tuple[EscalationRule, ...]
    num_loops: int

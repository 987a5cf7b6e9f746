"""People, named groups of them, and teams."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from setpoint.config.model.section import Section
from setpoint.config.model.types import (
    ChannelRef,
    Email,
    Items,
    Line,
    LongText,
    PagerDutyName,
    PagerDutyTimeZone,
    PersonRef,
    Phone,
)


class Person(Section):
    """Somebody who can be notified."""

    name: PagerDutyName
    """The person's full name."""
    email: Email
    """Address of e-mail for notifications; in PagerDuty the login."""
    phone: Phone | None = None
    """Number for calls and text messages, with country code: "+1 555 010 0001"."""
    time_zone: PagerDutyTimeZone = "Etc/UTC"
    """IANA name of the zone the person lives in, if PagerDuty has it."""
    role: Literal[
        "admin",
        "limited_user",
        "observer",
        "owner",
        "read_only_limited_user",
        "read_only_user",
        "restricted_access",
        "user",
    ] = "limited_user"
    """PagerDuty's base role."""


class Group(Section):
    """People who are told together."""

    name: Line | None = None
    """Name for people; the id if absent."""
    people: Annotated[Items[PersonRef], Field(min_length=1)]
    """Ids of its people."""


class Team(Section):
    """A group of people that owns services."""

    name: PagerDutyName
    """Name, unique in the PagerDuty account."""
    description: LongText | None = None
    """What the team is there for."""
    people: Annotated[Items[PersonRef], Field(min_length=1)]
    """Ids of its people."""
    manager: PersonRef | None = None
    """Id of the person who leads it."""
    slack: ChannelRef | None = None
    """The team's own channel."""

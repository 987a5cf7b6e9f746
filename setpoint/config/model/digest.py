"""Digests: what happened, told at a time of day."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from setpoint.config.model.section import Section
from setpoint.config.model.types import (
    ChannelRef,
    ClockTime,
    Email,
    Items,
    Line,
    PersonOrGroupRef,
    ProjectRef,
    TimeZone,
    Weekdays,
)
from setpoint.config.model.types.clock import WEEKDAYS
from setpoint.config.model.types.pattern import shaped

# A secret's own name, or the ARN that ends in it.
SecretName: TypeAlias = Annotated[
    str,
    *shaped(
        r"(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:)?[A-Za-z0-9/_+=.@-]{1,512}",
        "the name or the ARN of a secret in AWS Secrets Manager",
        "names have letters, digits and / _ + = . @ -",
    ),
]


class Digest(Section):
    """A message about the days since the last one, sent at a time of day."""

    name: Line | None = None
    """What the message is called; made of its id, organization and environment if absent."""
    at: ClockTime
    """Time of day."""
    time_zone: TimeZone = "UTC"
    """IANA name of the zone that the time and the days told about are in."""
    days: Weekdays = WEEKDAYS
    """Days, `monday-friday`, on which it is sent; it tells about the days since the last one."""
    projects: Items[ProjectRef] | None = None
    """Ids among sentry.projects; all of them if absent, none with `[]`."""
    environment: Line | None = None
    """Sentry's environment that is counted; all of them if absent."""
    sentry_token_secret: SecretName | None = None
    """Name or ARN of the secret in AWS Secrets Manager that holds a token of Sentry's;
    needed to ask Sentry."""
    alarms: bool = True
    """Whether it tells which of the environment's CloudWatch alarms went off."""
    slack: Items[ChannelRef] = ()
    """Slack channels, each one named in slack.channels."""
    email: Items[Email] = ()
    """E-mail addresses."""
    people: Items[PersonOrGroupRef] = ()
    """Ids of people and groups who are told by e-mail."""

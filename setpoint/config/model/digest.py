"""Digests: what happened, told at a time of day."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from setpoint.config.model.section import Section
from setpoint.config.model.types import (
    Channel,
    ClockTime,
    Email,
    Items,
    Line,
    Ref,
    TimeZone,
    Weekday,
)
from setpoint.config.model.types.clock import WEEKDAYS
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown

_SECRET = re.compile(
    r"(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[A-Za-z0-9/_+=.@-]{1,512}"
)


def _secret_name(value: Any) -> str:
    """A secret of Secrets Manager by name or ARN."""
    name = text(value, "the name or the ARN of a secret")
    if not _SECRET.fullmatch(name):
        raise refuse(
            f"{shown(name)} is no name and no ARN of a secret in AWS Secrets Manager;"
            " names have letters, digits and / _ + = . @ -"
        )
    return name


SecretName: TypeAlias = Annotated[
    str,
    PlainValidator(_secret_name),
    WithJsonSchema({"type": "string", "pattern": r"^[A-Za-z0-9/_+=.@:-]+$"}),
]


class Digest(Section):
    """A message about the days since the last one, sent at a time of day."""

    name: Line | None = None
    """What the message is called; made of its id, organization and environment if absent."""
    at: ClockTime
    """Time of day."""
    time_zone: TimeZone = "UTC"
    """IANA name of the zone that the time and the days told about are in."""
    days: Annotated[Items[Weekday], Field(min_length=1)] = WEEKDAYS
    """Days on which it is sent; it tells about the days since the last one."""
    projects: Items[Ref] | None = None
    """Ids among sentry.projects; all of them if absent, none with `[]`."""
    environment: Line | None = None
    """Sentry's environment that is counted; all of them if absent."""
    sentry_token_secret: SecretName | None = None
    """Name or ARN of the secret in AWS Secrets Manager that holds a token of Sentry's;
    needed to ask Sentry."""
    alarms: bool = True
    """Whether it tells which of the environment's CloudWatch alarms went off."""
    slack: Items[Channel] = ()
    """Slack channels, each one named in slack.channels."""
    email: Items[Email] = ()
    """E-mail addresses."""
    people: Items[Ref] = ()
    """Ids of people and groups who are told by e-mail."""

"""Digests: what is told, when, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import time

    from setpoint.catalog.model.channels import Channels


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestOfSentry:
    """What Sentry is asked.

    Attributes:
        projects: Slugs.
        environment: Sentry's own, None for all.
        token_secret: Name or ARN of the secret in AWS Secrets Manager.
    """

    organization: str
    projects: tuple[str, ...]
    environment: str | None
    token_secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A message about the days since the last one.

    Attributes:
        name: Of function, its role, and schedule.
        schedule_role: Name of the schedule's role.
        title: What the message is called.
        days: Days on which it is sent, 1 (Monday) to 7.
        topic: Id of the SNS topic that delivers it.
        failure_alarm: Name of the alarm that says that it could not be sent.
        sentry: None for a digest that doesn't ask Sentry.
        alarm_prefix: What names of the alarms begin with that it tells of; None for no alarms.
    """

    id: str
    name: str
    schedule_role: str
    title: str
    at: time
    time_zone: str
    days: tuple[int, ...]
    topic: str
    failure_alarm: str
    sentry: DigestOfSentry | None
    alarm_prefix: str | None
    channels: Channels

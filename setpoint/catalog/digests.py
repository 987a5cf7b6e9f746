"""Digests, and the topics that deliver them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import Digest, DigestOfSentry
from setpoint.catalog.recipients import digest_channels
from setpoint.config.model.types.clock import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import SentryProject
    from setpoint.catalog.topics import Topics
    from setpoint.config import model as config


def build_digests(
    context: Context, topics: Topics, projects: Mapping[str, SentryProject]
) -> Mapping[str, Digest]:
    """Return every digest; the topics that they need are added to `topics`."""
    return {
        key: _digest(key, digest, context, topics, projects)
        for key, digest in context.config.digests.items()
    }


def _digest(
    key: str,
    digest: config.Digest,
    context: Context,
    topics: Topics,
    projects: Mapping[str, SentryProject],
) -> Digest:
    naming, channels = context.naming, digest_channels(digest, context.config)
    return Digest(
        id=key,
        name=naming.digest(key),
        schedule_role=naming.digest_role(key),
        title=digest.name or f"Digest {key} of {naming.organization} {naming.environment}",
        at=digest.at,
        time_zone=digest.time_zone,
        days=tuple(sorted(WEEKDAYS.index(day) + 1 for day in digest.days)),
        topic=topics.digest(key, channels),
        failure_alarm=naming.digest_failure(key),
        sentry=_sentry(digest, context, projects),
        alarm_prefix=f"{naming.prefix}-" if digest.alarms else None,
        channels=channels,
    )


def _sentry(
    digest: config.Digest, context: Context, projects: Mapping[str, SentryProject]
) -> DigestOfSentry | None:
    asked = tuple(projects) if digest.projects is None else digest.projects
    sentry, secret = context.config.sentry, digest.sentry_token_secret
    if not asked or sentry is None or secret is None:
        return None
    return DigestOfSentry(
        organization=sentry.organization,
        projects=tuple(dict.fromkeys(projects[each].slug for each in asked)),
        environment=digest.environment,
        token_secret=secret,
    )

"""Digests: what they ask, when, and the topics that deliver them."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Catalog

DAILY = """
digests:
  daily:
    at: "09:00"
    time_zone: Europe/Berlin
    days: [friday, monday]
    sentry_token_secret: acme/sentry
    slack: ["#alerts"]
    email: [team@example.com]
    people: [ana]
"""


def test_a_digest_asks_about_every_project_and_the_environment_s_alarms(
    catalog_of: Callable[..., Catalog],
) -> None:
    digest = catalog_of(more=DAILY).digests["daily"]
    assert digest.sentry is not None
    assert (digest.sentry.organization, digest.sentry.projects) == ("acme", ("shop",))
    assert (digest.at, digest.time_zone, digest.days) == (time(9), "Europe/Berlin", (1, 5))
    assert digest.alarm_prefix == "acme-prod-"
    assert digest.title == "Digest daily of acme prod"


def test_projects_are_named_as_the_environment_has_them(catalog_of: Callable[..., Catalog]) -> None:
    digest = catalog_of(more=DAILY, environment="staging").digests["daily"]
    assert digest.sentry is not None
    assert digest.sentry.projects == ("shop-staging",)
    assert digest.name == "acme-staging-digest-daily"


def test_a_digest_without_projects_asks_sentry_nothing(catalog_of: Callable[..., Catalog]) -> None:
    more = 'digests: { daily: { at: "09:00", projects: [], name: Yesterday } }'
    digest = catalog_of(more=more).digests["daily"]
    assert (digest.sentry, digest.title) == (None, "Yesterday")


def test_its_topic_reaches_channels_addresses_and_people(
    catalog_of: Callable[..., Catalog],
) -> None:
    catalog = catalog_of(more=DAILY)
    topic = catalog.topics[catalog.digests["daily"].topic]
    assert topic.name == "acme-prod-digest-daily"
    assert [(each.protocol, each.endpoint) for each in topic.subscriptions] == [
        ("slack", "#alerts"),
        ("email", "team@example.com"),
        ("email", "ana@example.com"),
    ]

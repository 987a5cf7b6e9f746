"""What a program finds rather than makes, put into the sandbox's accounts.

The log groups that alarms read, the key that encrypts topics, what people set up in Sentry, the
users whom PagerDuty is asked for. `up`, `preview` and `refresh` in the sandbox do it first.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tenacity import retry, stop_after_attempt, wait_fixed

from sandbox.aws.application import create_key, create_log_groups
from sandbox.aws.service import ACCOUNT_ID
from sandbox.pagerduty.preparing import prepare_users
from sandbox.sentry.preparing import prepare_organization
from setpoint.automation.sentry_account import PLACEHOLDER_EMAIL, sentry_account
from setpoint.automation.topic_keys import topic_key_statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sandbox.location import SandboxInfo
    from setpoint.catalog.model import Catalog

_ATTEMPTS = 12
_PAUSE_SECONDS = 0.5


# Faults that were announced hit this, too; what is made may be made again.
@retry(stop=stop_after_attempt(_ATTEMPTS), wait=wait_fixed(_PAUSE_SECONDS), reraise=True)
def seed(info: SandboxInfo, catalog: Catalog) -> None:
    """Make what is missing of what the environment looks up.

    Raises:
        SandboxError: An account refuses, or is not on loopback.
    """
    for region, names in application_log_groups(catalog).items():
        create_log_groups(info.urls.aws, region, names)
    _create_keys(info.urls.aws, catalog)
    if catalog.sentry:
        prepare_organization(info.urls.sentry, sentry_account(catalog, catalog.sentry))
    if catalog.pagerduty_services and catalog.pagerduty_users == "lookup":
        prepare_users(info.urls.pagerduty, _users(catalog))


def application_log_groups(catalog: Catalog) -> Mapping[str, set[str]]:
    """Return by region the log groups that the application owns and the alerting only reads."""
    found: dict[str, set[str]] = defaultdict(set)
    for query in catalog.queries.values():
        found[catalog.region].update(query.log_groups)
    for alert in catalog.alerts.values():
        found[alert.region or catalog.region].update(alert.signal.log_groups)
    return found


def _create_keys(url: str, catalog: Catalog) -> None:
    """Make the keys of topics that an alias names, with the policy that they need."""
    statements = topic_key_statements(catalog, ACCOUNT_ID)
    keys = {(each, topic.kms_key) for topic in catalog.topics.values() for each in topic.regions}
    for region, key in keys:
        if key is not None and key.startswith("alias/"):
            create_key(url, region, key, statements)


def _users(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield names and addresses; one stands for all addresses that are encrypted."""
    for person in catalog.people.values():
        email = person.email
        yield person.name, email if isinstance(email, str) else PLACEHOLDER_EMAIL

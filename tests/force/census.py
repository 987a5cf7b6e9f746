"""Everything that stands in the accounts of a sandbox, counted: a double shows as a second one.

Objects are named by what identifies them to people, never by a vendor's id, so that the counts
of two accounts in which the same was provisioned are equal.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from tests.examples.accounts import LISTS, Accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

Census: TypeAlias = Counter[tuple[str, str]]

# PagerDuty makes a new key for each integration.
_KEY = re.compile(r"(?<=/integration/)\w+(?=/enqueue)")
_BY_ID = frozenset({"aws:route53/healthCheck:HealthCheck"})


def census(accounts: Accounts, workspace: str | None) -> Census:
    """Count everything; `workspace` is Slack's, for PagerDuty's connections."""
    counted: Census = Counter()
    for kind, names in LISTS.items():
        if kind not in _BY_ID:
            counted.update((kind, _KEY.sub("", name)) for name in names(accounts))
    counted.update(_of_aws(accounts))
    counted.update(_of_pagerduty(accounts))
    counted.update(_of_sentry(accounts))
    if workspace:
        counted.update(_slack_connections(accounts, workspace))
    return counted


def difference(found: Census, wanted: Census) -> dict[str, list[str]]:
    """Return what is missing and what is there too often; empty where both are equal."""
    missing, surplus = wanted - found, found - wanted
    return {
        kind: [f"{one[0].rsplit(':', 1)[-1]} {one[1]} x{number}" for one, number in counts.items()]
        for kind, counts in (("missing", missing), ("surplus", surplus))
        if counts
    }


def _of_aws(accounts: Accounts) -> Iterator[tuple[str, str]]:
    for check in accounts.aws("route53", "list_health_checks", "HealthChecks"):
        config = check["HealthCheckConfig"]
        address = [config.get(key) for key in ("FullyQualifiedDomainName", "Port", "ResourcePath")]
        yield "HealthCheck", " ".join(map(str, address))
    channels = accounts.aws(
        "chatbot", "describe_slack_channel_configurations", "SlackChannelConfigurations"
    )
    for one in channels:
        yield "SlackChannelConfiguration", one["ConfigurationName"]
    for role in accounts.aws("iam", "list_roles", "Roles"):
        name = role["RoleName"]
        for policy in accounts.aws("iam", "list_role_policies", "PolicyNames", RoleName=name):
            yield "RolePolicy", f"{name} {policy}"


def _of_pagerduty(accounts: Accounts) -> Iterator[tuple[str, str]]:
    for user in accounts.pagerduty("users"):
        for method in accounts.pagerduty(f"users/{user['id']}/contact_methods"):
            yield "ContactMethod", f"{user['email']} {method['type']} {method['address']}"
        for rule in accounts.pagerduty(f"users/{user['id']}/notification_rules"):
            kind = rule["contact_method"]["type"]
            yield "NotificationRule", f"{user['email']} {rule['urgency']} {kind}"
    for team in accounts.pagerduty("teams"):
        for member in accounts.pagerduty(f"teams/{team['id']}/members"):
            yield "Membership", f"{team['name']} {member['user']['summary']}"
    for service in accounts.pagerduty("services"):
        for integration in service["integrations"]:
            yield "Integration", f"{service['name']} {integration['summary']}"


def _slack_connections(accounts: Accounts, workspace: str) -> Iterator[tuple[str, str]]:
    for one in accounts.pagerduty(f"integration-slack/workspaces/{workspace}/connections"):
        yield "SlackConnection", f"{one['source_name']} {one['channel_id']}"


def _of_sentry(accounts: Accounts) -> Iterator[tuple[str, str]]:
    for project in accounts.sentry("projects"):
        path = f"projects/{accounts.sentry_organization}/{project['slug']}/keys"
        for key in accounts.sentry_at(path):
            yield "SentryKey", f"{project['slug']} {key['name']}"

"""Every name, tag and description that leaves the project.

A name carries organization and environment, so that two environments can share an account,
and it is made of ids only: renaming an alert is a visible replacement. Names that would be
longer than the vendor allows end in a digest of the whole. What two ids could make alike
(`a-b/c` and `a/b-c`) is found by `setpoint.catalog.collisions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from setpoint.vendors.names import NOT_IN_POLICIES

if TYPE_CHECKING:
    from collections.abc import Mapping

PRODUCTION = "prod"  # the environment that pages, and whose names in Sentry carry no environment

# Limits of the vendors' APIs, in characters.
ALARM_NAME = 255
ALARM_DESCRIPTION = 1024
TOPIC_NAME = 256
TOPIC_DISPLAY_NAME = 100
LOG_FILTER_NAME = 512
DASHBOARD_NAME = 255
QUERY_NAME = 255
PAGERDUTY_NAME = 100
SENTRY_NAME = 200
SENTRY_SLUG = 50
SLACK_CONFIGURATION_NAME = 128
ROLE_NAME = 64

RULE_NAMESPACE = 128
WORKSPACE_ALIAS = 100

FUNCTION_NAME = 64  # also of a schedule

_DIGEST = 8


def fit(name: str, limit: int) -> str:
    """Return the name, or its beginning and a digest of the whole where it is too long."""
    if len(name) <= limit:
        return name
    digest = sha256(name.encode()).hexdigest()[:_DIGEST]
    return f"{name[: limit - _DIGEST - 1]}-{digest}"


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one environment of one organization."""

    organization: str
    environment: str

    @property
    def prefix(self) -> str:
        """What every AWS name begins with, such as `quicksell-prod`."""
        return f"{self.organization}-{self.environment}"

    def alarm(self, alert: str, *children: str) -> str:
        """Return a CloudWatch alarm's name; `alert` is `service/alert`."""
        parts = (self.prefix, *alert.split("/"), *children)
        return fit("-".join(parts), ALARM_NAME)

    def log_filter(self, alert: str, *children: str) -> str:
        """Return a log group's metric filter's name."""
        parts = (self.prefix, *alert.split("/"), *children)
        return fit("-".join(parts), LOG_FILTER_NAME)

    def topic(self, topic: str) -> str:
        """Return an SNS topic's name; the id is a severity, `page-SERVICE` or `service-alert`."""
        return fit(f"{self.prefix}-{topic}", TOPIC_NAME)

    def topic_display(self, topic: str) -> str:
        """Return the sender that e-mails and text messages of a topic show."""
        return fit(f"{self.organization} {self.environment} {topic}", TOPIC_DISPLAY_NAME)

    def dashboard(self, name: str) -> str:
        """Return a dashboard's name, the config's own with the environment."""
        return fit(f"{name}-{self.environment}", DASHBOARD_NAME)

    def query(self, name: str) -> str:
        """Return a saved query's name, in a folder of the environment's."""
        return fit(f"{self.prefix}/{name}", QUERY_NAME)

    def slack_configuration(self, channel: str) -> str:
        """Return the name of a Slack channel's configuration in AWS Chatbot."""
        return fit(f"{self.prefix}-{channel.removeprefix('#')}", SLACK_CONFIGURATION_NAME)

    def slack_role(self) -> str:
        """Return the name of the role that AWS Chatbot assumes."""
        return fit(f"{self.prefix}-slack", ROLE_NAME)

    def rule_namespace(self, service: str) -> str:
        """Return the name of a service's rule groups in Amazon Managed Prometheus."""
        return fit(f"{self.prefix}-{service}", RULE_NAMESPACE)

    def digest(self, digest: str) -> str:
        """Return the name of a digest's function, its role, and schedule."""
        return fit(f"{self.prefix}-digest-{digest}", FUNCTION_NAME)

    def digest_role(self, digest: str) -> str:
        """Return the name of the role of a digest's schedule."""
        return fit(f"{self.prefix}-schedule-{digest}", ROLE_NAME)

    def digest_failure(self, digest: str) -> str:
        """Return the name of the alarm of a digest that can't be sent; no alert's has a dot."""
        return fit(f"{self.prefix}-digest-{digest}.failed", ALARM_NAME)

    def pagerduty(self, name: str) -> str:
        """Return the name of a team, schedule, escalation policy or service in PagerDuty.

        PagerDuty refuses some characters in names; a hyphen stands for each.
        """
        plain = "".join("-" if character in NOT_IN_POLICIES else character for character in name)
        return fit(f"{self.organization} {self.environment}: {plain}", PAGERDUTY_NAME)

    def sentry(self, alert: str) -> str:
        """Return the name of a monitor or an alert in Sentry."""
        return fit(f"[{self.environment}] {alert}", SENTRY_NAME)

    def sentry_cron(self, alert: str) -> str:
        """Return the name of a cron monitor, which jobs check in with."""
        return self.sentry_slug("-".join(alert.split("/")))

    def sentry_slug(self, key: str) -> str:
        """Return a project's, team's or cron monitor's slug.

        Outside prod it ends in the environment: each environment's stack stands on its own.
        """
        own = key if self.environment == PRODUCTION else f"{key}-{self.environment}"
        return fit(own, SENTRY_SLUG)

    def sentry_project(self, name: str) -> str:
        """Return a Sentry project's or team's name for people."""
        return name if self.environment == PRODUCTION else f"{name} ({self.environment})"

    def tags(self) -> Mapping[str, str]:
        """Return the tags of every resource of the environment."""
        return {
            "organization": self.organization,
            "environment": self.environment,
            "managed-by": "setpoint",
        }


def description(
    *,
    summary: str,
    condition: str,
    owner: str,
    runbook: str | None,
    respond_within: str | None = None,
) -> str:
    """Return an alarm's description, at most 1,024 characters; a long condition is cut."""
    after = [f"Owner: {owner}"]
    if respond_within:
        after.append(f"Respond within: {respond_within}")
    if runbook:
        after.append(f"Runbook: {runbook}")
    rest = "\n".join(after)
    room = ALARM_DESCRIPTION - len(summary) - len(rest) - len("\nCondition: \n")
    return f"{summary}\nCondition: {_cut(condition, room)}\n{rest}"[:ALARM_DESCRIPTION]


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: max(0, room - 3)]}..."

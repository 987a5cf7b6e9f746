"""Actions of an alert.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from components.sentry.resources.base import Arguments

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pulumi


@dataclass(frozen=True, kw_only=True)
class EmailAction(Arguments):
    """A notification by e-mail, or by the channel that the person prefers.

    Attributes:
        target_type: Who is told. One of issue_owners, team, user.
        target_id: The team's id or the user's (not the membership's).
        fallthrough_type: Who is told when an issue has no owner. Only with issue_owners.
            One of AllMembers, ActiveMembers, NoOne.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "email")
    target_type: pulumi.Input[str]
    target_id: pulumi.Input[str] | None = None
    fallthrough_type: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class SlackAction(Arguments):
    """A message in a Slack channel.

    Attributes:
        integration_id: The integration's id in this organization (see getIntegration).
        channel: The channel's name; a `#` before it makes no difference.
        channel_id: The channel's id; Sentry looks it up if left out.
        tags: Tags to show, separated by commas.
        notes: A text added to the message.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "slack")
    integration_id: pulumi.Input[str]
    channel: pulumi.Input[str]
    channel_id: pulumi.Input[str] | None = None
    tags: pulumi.Input[str] | None = None
    notes: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class PagerDutyAction(Arguments):
    """An event to a PagerDuty service.

    Attributes:
        integration_id: The integration's id in this organization (see getIntegration).
        service_id: The row's id in the integration's table (PagerDutyService.serviceId).
        service_name: The row's service name.
        severity: The event's severity; `default` follows the issue's level. One of default,
            critical, error, warning, info. `default` if left out.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "pagerduty")
    integration_id: pulumi.Input[str]
    service_id: pulumi.Input[str]
    service_name: pulumi.Input[str]
    severity: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class OpsgenieAction(Arguments):
    """An alert to an Opsgenie team.

    Attributes:
        integration_id: The integration's id in this organization (see getIntegration).
        team_id: The row's id in the integration's team table.
        team_name: The team's name.
        priority: The alert's priority. One of P1, P2, P3, P4, P5. `P3` if left out.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "opsgenie")
    integration_id: pulumi.Input[str]
    team_id: pulumi.Input[str]
    team_name: pulumi.Input[str]
    priority: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class DiscordAction(Arguments):
    """A message in a Discord channel.

    Attributes:
        integration_id: The integration's id in this organization (see getIntegration).
        channel_id: The channel's id.
        tags: Tags to show, separated by commas.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "discord")
    integration_id: pulumi.Input[str]
    channel_id: pulumi.Input[str]
    tags: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class MicrosoftTeamsAction(Arguments):
    """A message in a channel of Microsoft Teams.

    Attributes:
        integration_id: The integration's id in this organization (see getIntegration).
        team_id: The id of the team or conversation.
        channel: The channel's name.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "msteams")
    integration_id: pulumi.Input[str]
    team_id: pulumi.Input[str]
    channel: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class JiraAction(Arguments):
    """A ticket in Jira.

    Attributes:
        integration_id: The integration's id in this organization (see getIntegration).
        project: The project's id.
        issue_type: The id of the ticket's type.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "jira")
    integration_id: pulumi.Input[str]
    project: pulumi.Input[str]
    issue_type: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class JiraServerAction(Arguments):
    """A ticket in a Jira run by oneself.

    Attributes:
        integration_id: The integration's id in this organization (see getIntegration).
        project: The project's id.
        issue_type: The id of the ticket's type.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "jira_server")
    integration_id: pulumi.Input[str]
    project: pulumi.Input[str]
    issue_type: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class AzureDevOpsAction(Arguments):
    """A work item in Azure DevOps.

    Attributes:
        integration_id: The integration's id in this organization (see getIntegration).
        project: The project's id.
        work_item_type: The work item's type, such as Microsoft.VSTS.WorkItemTypes.Task.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "vsts")
    integration_id: pulumi.Input[str]
    project: pulumi.Input[str]
    work_item_type: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class GitHubAction(Arguments):
    """An issue on GitHub.

    Attributes:
        integration_id: The integration's id in this organization (see getIntegration).
        repository: The repository's name.
        assignee: The login of whom the issue is assigned to; nobody if left out.
        labels: Labels of the issue.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "github")
    integration_id: pulumi.Input[str]
    repository: pulumi.Input[str]
    assignee: pulumi.Input[str] | None = None
    labels: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None


@dataclass(frozen=True, kw_only=True)
class GitHubEnterpriseAction(Arguments):
    """An issue on a GitHub run by oneself.

    Attributes:
        integration_id: The integration's id in this organization (see getIntegration).
        repository: The repository's name.
        assignee: The login of whom the issue is assigned to; nobody if left out.
        labels: Labels of the issue.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "github_enterprise")
    integration_id: pulumi.Input[str]
    repository: pulumi.Input[str]
    assignee: pulumi.Input[str] | None = None
    labels: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None


@dataclass(frozen=True, kw_only=True)
class SentryAppSetting(Arguments):
    """One field of a Sentry app's form.

    Attributes:
        name: The field's name.
        value: Its value.
        label: What the form shows for the value. Empty if left out.
    """

    name: pulumi.Input[str]
    value: pulumi.Input[str]
    label: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class SentryAppAction(Arguments):
    """A call of an installed Sentry app.

    Attributes:
        sentry_app_id: The app's id (see getSentryApp).
        settings: The fields of the app's form.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "sentry_app")
    sentry_app_id: pulumi.Input[str]
    settings: pulumi.Input[Sequence[pulumi.Input[SentryAppSetting]]] | None = None


@dataclass(frozen=True, kw_only=True)
class WebhookAction(Arguments):
    """A call of a webhook.

    Attributes:
        service: The slug of the service: `webhooks`, or that of an internal app.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "webhook")
    service: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class PluginsAction(Arguments):
    """A notification of every legacy plugin that the project has."""

    tag: ClassVar[tuple[str, str]] = ("type", "plugin")


Action: TypeAlias = (
    EmailAction
    | SlackAction
    | PagerDutyAction
    | OpsgenieAction
    | DiscordAction
    | MicrosoftTeamsAction
    | JiraAction
    | JiraServerAction
    | AzureDevOpsAction
    | GitHubAction
    | GitHubEnterpriseAction
    | SentryAppAction
    | WebhookAction
    | PluginsAction
)

"""What a Sentry alert does besides paging and messages of the route: one key an action."""

from __future__ import annotations

from typing import ClassVar, Literal

from setpoint.config.model.one_of import OneOf
from setpoint.config.model.section import Section
from setpoint.config.model.types import Items, Line, LongText, PersonRef, TeamRef


class IntegrationAction(Section):
    """An action through an integration that was installed in Sentry by hand."""

    integration: Line | None = None
    """Name of the integration as Sentry shows it; that of sentry.integrations if absent."""


class SlackMessage(IntegrationAction):
    """A message in another channel than the route's."""

    channel: Line
    """Name of the channel, with or without #."""
    channel_id: Line | None = None
    """Id of the channel; Sentry looks it up if absent."""
    tags: Line | None = None
    """Tags to show, separated by commas."""
    notes: LongText | None = None
    """Text added to the message."""


class PagerDutyEvent(IntegrationAction):
    """An event to a service that is already in the table of Sentry's PagerDuty integration."""

    service: Line
    """Name of the service in the table."""
    service_id: Line
    """Id of the table's row."""
    severity: Literal["default", "critical", "error", "warning", "info"] = "default"
    """Severity of the event; default follows the issue's level."""


class OpsgenieAlert(IntegrationAction):
    """An alert to an Opsgenie team in the table of Sentry's integration."""

    team: Line
    """Name of the team in the table."""
    team_id: Line
    """Id of the table's row."""
    priority: Literal["P1", "P2", "P3", "P4", "P5"] = "P3"
    """Priority of the alert."""


class DiscordMessage(IntegrationAction):
    """A message in Discord."""

    channel: Line
    """Id of the channel."""
    tags: Line | None = None
    """Tags to show, separated by commas."""


class TeamsMessage(IntegrationAction):
    """A message in Microsoft Teams."""

    team: Line
    """Id of the team or conversation."""
    channel: Line
    """Name of the channel."""


class GitHubIssue(IntegrationAction):
    """An issue on GitHub, one for each issue of Sentry's."""

    repository: Line
    """The repository's name."""
    assignee: Line | None = None
    """Login of whom it is assigned to; nobody if absent."""
    labels: Items[Line] = ()
    """Its labels."""


class JiraTicket(IntegrationAction):
    """A ticket in Jira, one for each issue of Sentry's."""

    project: Line
    """Id of the project."""
    issue_type: Line
    """Id of the ticket's type."""


class AzureWorkItem(IntegrationAction):
    """A work item in Azure DevOps, one for each issue of Sentry's."""

    project: Line
    """Id of the project."""
    work_item_type: Line
    """Type, such as Microsoft.VSTS.WorkItemTypes.Task."""


class AppSetting(Section):
    """A field of a Sentry app's form."""

    name: Line
    """The field's name."""
    value: Line
    """Its value."""
    label: Line | None = None
    """What the form shows for the value."""


class AppCall(Section):
    """A call of an installed Sentry app."""

    app: Line
    """Slug of the app."""
    settings: Items[AppSetting] = ()
    """Its form, filled in."""


class WebhookCall(Section):
    """A call of a webhook."""

    service: Line
    """`webhooks` for the project's own, or the slug of an internal app."""


class SentryMail(Section):
    """A notification by e-mail, or by what the person prefers; exactly one of the three."""

    one_of: ClassVar[OneOf | None] = OneOf(
        "kind of recipient",
        ("team", "person", "issue_owners"),
        none="goes to nobody; name a team, a person or issue_owners",
        several="goes to {given}; name a team, a person or issue_owners",
    )

    team: TeamRef | None = None
    """Id of a team of this config that Sentry has, too."""
    person: PersonRef | None = None
    """Id of a person of this config who is a member in Sentry, found by e-mail address."""
    issue_owners: Literal[True] | None = None
    """The owners by the project's ownership rules."""
    fallthrough: Literal["AllMembers", "ActiveMembers", "NoOne"] | None = None
    """Who is told when an issue has no owner."""


class Ticket(Section):
    """Exactly one ticket."""

    one_of: ClassVar[OneOf | None] = OneOf("ticket")

    github: GitHubIssue | None = None
    """An issue on GitHub."""
    github_enterprise: GitHubIssue | None = None
    """An issue on a GitHub run by oneself."""
    jira: JiraTicket | None = None
    """A ticket in Jira."""
    jira_server: JiraTicket | None = None
    """A ticket in a Jira run by oneself."""
    vsts: AzureWorkItem | None = None
    """A work item in Azure DevOps."""

    @property
    def kind(self) -> str:
        """The key of the action, which is Sentry's type."""
        return next(iter(sorted(self.model_fields_set)))


class Action(Ticket):
    """Exactly one action."""

    one_of: ClassVar[OneOf | None] = OneOf("action")

    msteams: TeamsMessage | None = None
    """A message in Microsoft Teams."""
    discord: DiscordMessage | None = None
    """A message in Discord."""
    opsgenie: OpsgenieAlert | None = None
    """An alert to an Opsgenie team."""
    pagerduty: PagerDutyEvent | None = None
    """An event to a PagerDuty service that Sentry knows already."""
    slack: SlackMessage | None = None
    """A message in another Slack channel."""
    sentry_app: AppCall | None = None
    """A call of an installed Sentry app."""
    webhook: WebhookCall | None = None
    """A call of a webhook, such as one of the application's own."""
    plugin: Literal[True] | None = None
    """A notification of every legacy plugin of the project."""
    email: SentryMail | None = None
    """An e-mail to a team, a person or the issue's owners."""


INTEGRATIONS = (
    *("slack", "pagerduty", "opsgenie", "discord", "msteams", "github", "github_enterprise"),
    *("jira", "jira_server", "vsts"),
)
"""Types of action that go through an integration of the same name."""

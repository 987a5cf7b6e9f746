"""What an alert may do: one model for each type of action.

An action of an integration names it in `integrationId`; whether it and its target exist is
checked in `sandbox.sentry.actions`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from sandbox.sentry.strict import Body, SnakeBody

NonEmpty = Annotated[str, Field(min_length=1)]
Nothing = Annotated[dict[str, JsonValue], Field(max_length=0)]


class _Action(Body):
    id: str | int | None = None
    status: Literal["active", "disabled"] = "active"


class _Integrated(_Action):
    integration_id: NonEmpty


class _Plain(_Action):
    integration_id: None = None


class EmailData(Body):
    """Whom to tell when an issue has no owner."""

    fallthrough_type: Literal["AllMembers", "ActiveMembers", "NoOne"] | None = None


class EmailConfig(Body):
    """Whom to write to."""

    target_type: Literal["issue_owners", "team", "user"]
    target_identifier: str | None = None
    target_display: str | None = None


class Email(_Plain):
    """An e-mail (or what the person prefers)."""

    type: Literal["email"]
    data: EmailData = EmailData()
    config: EmailConfig


class Target(Body):
    """A channel, service or team of an integration, by id and name."""

    target_type: Literal["specific"]
    target_identifier: NonEmpty
    target_display: NonEmpty


class SlackTarget(Target):
    """A channel; its id is looked up by Sentry when empty."""

    target_identifier: str


class DiscordTarget(Body):
    """A channel by its id."""

    target_type: Literal["specific"]
    target_identifier: NonEmpty
    target_display: str | None = None


class TicketTarget(Body):
    """The tracker itself."""

    target_type: Literal["specific"]
    target_identifier: str | None = None
    target_display: str | None = None


class SlackData(Body):
    """What to add to the message: a comma-separated list of tags, and a note."""

    tags: str | None = None
    notes: str | None = None


class Slack(_Integrated):
    """A message in Slack."""

    type: Literal["slack"]
    data: SlackData = SlackData()
    config: SlackTarget


class DiscordData(Body):
    """What to add to the message: a comma-separated list of tags."""

    tags: str | None = None


class Discord(_Integrated):
    """A message in Discord."""

    type: Literal["discord"]
    data: DiscordData = DiscordData()
    config: DiscordTarget


class MsTeams(_Integrated):
    """A message in Microsoft Teams."""

    type: Literal["msteams"]
    data: Nothing = Field(default_factory=dict)
    config: Target


class PagerDutyData(Body):
    """The severity of the event."""

    priority: Literal["default", "critical", "error", "warning", "info"] = "default"


class PagerDuty(_Integrated):
    """An event to a PagerDuty service, by its row in the integration's service table."""

    type: Literal["pagerduty"]
    data: PagerDutyData = PagerDutyData()
    config: Target


class OpsgenieData(Body):
    """The priority of the alert."""

    priority: Literal["P1", "P2", "P3", "P4", "P5"] = "P3"


class Opsgenie(_Integrated):
    """An alert to an Opsgenie team, by its row in the integration's team table."""

    type: Literal["opsgenie"]
    data: OpsgenieData = OpsgenieData()
    config: Target


class _TicketData(Body):
    dynamic_form_fields: list[dict[str, JsonValue]] = Field(default_factory=list)


class JiraFields(SnakeBody):
    """Project and type of the ticket, by id."""

    project: NonEmpty
    issuetype: NonEmpty
    integration: str | None = None


class JiraData(_TicketData):
    """The ticket's fields."""

    additional_fields: JiraFields


class Jira(_Integrated):
    """A ticket in Jira, hosted or self-run."""

    type: Literal["jira", "jira_server"]
    data: JiraData
    config: TicketTarget


class AzureFields(SnakeBody):
    """Project and type of the work item."""

    project: NonEmpty
    work_item_type: NonEmpty
    integration: str | None = None


class AzureData(_TicketData):
    """The work item's fields."""

    additional_fields: AzureFields


class AzureDevOps(_Integrated):
    """A work item in Azure DevOps."""

    type: Literal["vsts"]
    data: AzureData
    config: TicketTarget


class GitHubFields(SnakeBody):
    """Repository, assignee (empty for nobody) and labels of the issue."""

    repo: NonEmpty
    assignee: str = ""
    labels: list[str] = Field(default_factory=list)
    integration: str | None = None


class GitHubData(_TicketData):
    """The issue's fields."""

    additional_fields: GitHubFields


class GitHub(_Integrated):
    """An issue on GitHub, hosted or self-run."""

    type: Literal["github", "github_enterprise"]
    data: GitHubData
    config: TicketTarget


class AppSetting(Body):
    """One field of a Sentry app's form."""

    name: NonEmpty
    value: JsonValue
    label: str | None = None


class AppData(Body):
    """The app's form, filled in."""

    settings: list[AppSetting] | None = None


class AppConfig(Body):
    """The app, by its numeric id as text."""

    target_type: Literal["sentry_app"]
    target_identifier: NonEmpty
    target_display: str | None = None
    sentry_app_identifier: Literal["sentry_app_id"] | None = None


class SentryApp(_Plain):
    """A call to a Sentry app."""

    type: Literal["sentry_app"]
    data: AppData = AppData()
    config: AppConfig


class WebhookConfig(Body):
    """The service to call, by its slug."""

    target_identifier: NonEmpty
    target_type: Literal["specific"] | None = None
    target_display: str | None = None


class Webhook(_Plain):
    """A call to a webhook service."""

    type: Literal["webhook"]
    data: Nothing = Field(default_factory=dict)
    config: WebhookConfig


class LegacyPlugins(_Plain):
    """A call to every legacy plugin of the project."""

    type: Literal["plugin"]
    data: Nothing = Field(default_factory=dict)
    config: Nothing = Field(default_factory=dict)


Action = Annotated[
    Email
    | Slack
    | Discord
    | MsTeams
    | PagerDuty
    | Opsgenie
    | Jira
    | AzureDevOps
    | GitHub
    | SentryApp
    | Webhook
    | LegacyPlugins,
    Field(discriminator="type"),
]

"""Issue alert rules by the old routes, gone from Sentry since 2026-08-28.

Served where the emulator plays a self-hosted Sentry from before; conditions, filters and actions
are answered in the order sent, with a `name` each.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue

from sandbox.sentry import rule_tasks
from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.call import Call, Endpoint, Reply
from sandbox.sentry.errors import invalid, not_found
from sandbox.sentry.paging import page
from sandbox.sentry.strict import Body

READ = ("alerts:read", "project:admin", "project:read", "project:write")
WRITE = ("alerts:write", "project:admin", "project:write")

SLACK = "sentry.integrations.slack.notify_action.SlackNotifyServiceAction"

_EVENTS = "sentry.rules.conditions"
_FILTERS = "sentry.rules.filters"

CONDITIONS = {
    f"{_EVENTS}.first_seen_event.FirstSeenEventCondition": "A new issue is created",
    f"{_EVENTS}.regression_event.RegressionEventCondition": (
        "The issue changes state from resolved to unresolved"
    ),
    f"{_EVENTS}.reappeared_event.ReappearedEventCondition": (
        "The issue changes state from ignored to unresolved"
    ),
    f"{_EVENTS}.high_priority_issue.NewHighPriorityIssueCondition": "A new high priority issue",
    f"{_EVENTS}.high_priority_issue.ExistingHighPriorityIssueCondition": (
        "An existing issue becomes high priority"
    ),
    f"{_EVENTS}.every_event.EveryEventCondition": "The event occurs",
    f"{_EVENTS}.event_frequency.EventFrequencyCondition": (
        "The issue is seen more than {value} times in {interval}"
    ),
    f"{_EVENTS}.event_frequency.EventUniqueUserFrequencyCondition": (
        "The issue is seen by more than {value} users in {interval}"
    ),
    f"{_EVENTS}.event_frequency.EventFrequencyPercentCondition": (
        "The issue affects more than {value} percent of sessions in {interval}"
    ),
}
FILTERS = {
    f"{_FILTERS}.age_comparison.AgeComparisonFilter": "The issue is {comparison_type} than {value}",
    f"{_FILTERS}.issue_occurrences.IssueOccurrencesFilter": (
        "The issue has happened at least {value} times"
    ),
    f"{_FILTERS}.assigned_to.AssignedToFilter": "The issue is assigned to {targetType}",
    f"{_FILTERS}.latest_adopted_release_filter.LatestAdoptedReleaseFilter": (
        "The {oldest_or_newest} adopted release is {older_or_newer}"
    ),
    f"{_FILTERS}.latest_release.LatestReleaseFilter": "The event is from the latest release",
    f"{_FILTERS}.issue_category.IssueCategoryFilter": "The issue's category is {value}",
    f"{_FILTERS}.event_attribute.EventAttributeFilter": (
        "The event's {attribute} value {match} {value}"
    ),
    f"{_FILTERS}.tagged_event.TaggedEventFilter": "The event's tags match {key} {match} {value}",
    f"{_FILTERS}.level.LevelFilter": "The event's level {match} {level}",
}
ACTIONS = {
    "sentry.mail.actions.NotifyEmailAction": "Send a notification to {targetType}",
    "sentry.rules.actions.notify_event.NotifyEventAction": "Send a notification to all plugins",
    "sentry.rules.actions.notify_event_service.NotifyEventServiceAction": (
        "Send a notification via {service}"
    ),
    "sentry.rules.actions.notify_event_sentry_app.NotifyEventSentryAppAction": (
        "Send a notification via a Sentry app"
    ),
    "sentry.integrations.opsgenie.notify_action.OpsgenieNotifyTeamAction": (
        "Send a notification to Opsgenie account {account} and team {team}"
    ),
    "sentry.integrations.pagerduty.notify_action.PagerDutyNotifyServiceAction": (
        "Send a notification to PagerDuty account {account} and service {service}"
    ),
    SLACK: "Send a notification to the {workspace} Slack workspace to {channel}",
    "sentry.integrations.msteams.notify_action.MsTeamsNotifyServiceAction": (
        "Send a notification to the {team} Team to {channel}"
    ),
    "sentry.integrations.discord.notify_action.DiscordNotifyServiceAction": (
        "Send a notification to the {server} Discord server in channel {channel_id}"
    ),
    "sentry.integrations.jira.notify_action.JiraCreateTicketAction": "Create a Jira issue",
    "sentry.integrations.jira_server.notify_action.JiraServerCreateTicketAction": (
        "Create a Jira Server issue"
    ),
    "sentry.integrations.github.notify_action.GitHubCreateTicketAction": "Create a GitHub issue",
    "sentry.integrations.github_enterprise.notify_action.GitHubEnterpriseCreateTicketAction": (
        "Create a GitHub Enterprise issue"
    ),
    "sentry.integrations.vsts.notify_action.AzureDevopsCreateTicketAction": (
        "Create an Azure DevOps work item"
    ),
}
"""What each kind of part is called in answers."""


class Part(Body):
    """A condition, filter or action: an id (the class that carries it out) and its settings."""

    model_config = ConfigDict(extra="allow", strict=True, alias_generator=None)

    id: str


class RuleBody(Body):
    """An issue alert rule; `frequency` in minutes."""

    name: Annotated[str, Field(min_length=1, max_length=256)]
    action_match: Literal["all", "any", "none"]
    filter_match: Literal["all", "any", "none"] = "all"
    frequency: Annotated[int, Field(ge=5, le=43_200)]
    conditions: list[Part] = Field(default_factory=list)
    filters: list[Part] = Field(default_factory=list)
    actions: list[Part] = Field(default_factory=list)
    environment: str | None = None
    owner: str | None = None
    projects: list[str] | None = None
    status: str | None = None
    id: JsonValue = None


def create(call: Call) -> Reply:
    """Create a rule, at once or by a task."""
    account, body = call.account, _checked(call)
    project = account.by_slug("project", call.path["project"])
    _refuse_same_name(account, project, body)
    row = _new(account, project)
    _fill(account, row, body)
    account.table("rule")[row["id"]] = row
    if _needs_lookup(body):
        return rule_tasks.begin(account, row["id"])
    return Reply(200, _view(row))


def task(call: Call) -> Reply:
    """Say how far a creation is."""
    return rule_tasks.progress(call, "rule", "rule")


def list_all(call: Call) -> Reply:
    """List a project's rules."""
    project = call.account.by_slug("project", call.path["project"])
    rows = [row for row in call.account.rows("rule") if row["_project"] == project["id"]]
    return page(call, [_view(row) for row in rows])


def read(call: Call) -> Reply:
    """Read a rule."""
    return Reply(200, _view(_rule(call)))


def update(call: Call) -> Reply:
    """Change a rule."""
    row = _rule(call)
    _fill(call.account, row, _checked(call))
    return Reply(200, _view(row))


def delete(call: Call) -> Reply:
    """Delete a rule; Sentry does it in the background."""
    del call.account.table("rule")[_rule(call)["id"]]
    return Reply(202)


def _checked(call: Call) -> RuleBody:
    body = call.body(RuleBody)
    for field, parts, known in (
        ("conditions", body.conditions, CONDITIONS),
        ("filters", body.filters, FILTERS),
        ("actions", body.actions, ACTIONS),
    ):
        if unknown := [part.id for part in parts if part.id not in known]:
            raise invalid(**{field: f"Invalid node. Could not find '{unknown[0]}'"})
    if not body.actions:
        raise invalid(actions="You must add an action for this alert to fire.")
    return body


def _refuse_same_name(account: Account, project: Row, body: RuleBody) -> None:
    for row in account.rows("rule"):
        if row["_project"] == project["id"] and row["name"] == body.name:
            raise invalid(
                name=f"This rule is an exact duplicate of '{body.name}' in this project "
                "and may not be created."
            )


def _needs_lookup(body: RuleBody) -> bool:
    extras = [action.model_extra or {} for action in body.actions if action.id == SLACK]
    return any(not extra.get("channel_id") for extra in extras)


def _new(account: Account, project: Row) -> Row:
    user = account.user(account.organization["_tokenUser"]) or {}
    return {
        "id": account.next_id("rule"),
        "dateCreated": now(),
        "createdBy": {"id": int(user["id"]), "name": user["name"], "email": user["email"]},
        "projects": [project["slug"]],
        "status": "active",
        "snooze": False,
        "_project": project["id"],
    }


def _fill(account: Account, row: Row, body: RuleBody) -> None:
    account.owner(body.owner)
    row.update(
        name=body.name,
        actionMatch=body.action_match,
        filterMatch=body.filter_match,
        frequency=body.frequency,
        environment=body.environment,
        owner=body.owner,
        conditions=[_named(part, CONDITIONS) for part in body.conditions],
        filters=[_named(part, FILTERS) for part in body.filters],
        actions=[_action(account, row["id"], part) for part in body.actions],
    )


def _named(part: Part, names: dict[str, str]) -> Row:
    return {**part.model_dump(), "name": names[part.id]}


def _action(account: Account, rule: str, part: Part) -> Row:
    digest = account.token("rule-action", rule, account.next_id("rule-action"))
    uuid = f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"
    return {**_named(part, ACTIONS), "uuid": uuid}


def _rule(call: Call) -> Row:
    row = call.account.row("rule", call.path["id"])
    if row["_project"] != call.account.by_slug("project", call.path["project"])["id"]:
        raise not_found()
    return row


def _view(row: Row) -> Row:
    return {key: value for key, value in row.items() if not key.startswith("_")}


_ALL = "/projects/{org}/{project}/rules/"
_ONE = "/projects/{org}/{project}/rules/{id}/"
_TASK = "/projects/{org}/{project}/rule-task/{uuid}/"

ENDPOINTS = (
    Endpoint("GET", _ALL, list_all, READ, "rules"),
    Endpoint("POST", _ALL, create, WRITE, "rules"),
    Endpoint("GET", _ONE, read, READ, "rules"),
    Endpoint("PUT", _ONE, update, WRITE, "rules"),
    Endpoint("DELETE", _ONE, delete, WRITE, "rules"),
    Endpoint("GET", _TASK, task, READ, "rules"),
)

"""Actions of alerts: from the catalog's to the provider's typed classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pulumi

from components.sentry.integrations import PagedRow
from components.sentry.resources import (
    AzureDevOpsAction,
    DiscordAction,
    EmailAction,
    GitHubAction,
    GitHubEnterpriseAction,
    JiraAction,
    JiraServerAction,
    MicrosoftTeamsAction,
    OpsgenieAction,
    PagerDutyAction,
    PluginsAction,
    SentryAppAction,
    SentryAppSetting,
    SlackAction,
    WebhookAction,
    get_sentry_app,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from components.sentry.context import SentryContext
    from components.sentry.resources import Action
    from setpoint.catalog.model import SentryAction


def typed_action(action: SentryAction, context: SentryContext) -> Action:
    """Return the action.

    Raises:
        ValueError: Its integration has no name.
    """
    if action.type in _INTEGRATED:
        kind, target = _INTEGRATED[action.type]
        integration = context.integrations.of(action)
        given = {**_lists(action), target: str(action.target)}
        typed: Action = kind(integration_id=integration, **given)
        return typed
    return _OTHERS[action.type](action, context)


def _lists(action: SentryAction) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in action.options.items()
    }


def _page(action: SentryAction, context: SentryContext) -> PagerDutyAction:
    """Return an event to a service made here, or to one whose row the config names."""
    integration, target = context.integrations.of(action), str(action.target)
    if "service_id" in action.options:
        row = PagedRow(id=pulumi.Output.from_input(action.options["service_id"]), name=target)
    else:
        row = context.integrations.services[target]
    return PagerDutyAction(
        integration_id=integration,
        service_id=row.id,
        service_name=row.name,
        severity=action.options.get("priority"),
    )


def _slack(action: SentryAction, context: SentryContext) -> SlackAction:
    target = str(action.target)
    options = action.options
    return SlackAction(
        integration_id=context.integrations.of(action),
        channel=target,
        channel_id=options.get("channel_id") or context.slack_channels.get(target),
        tags=options.get("tags"),
        notes=options.get("notes"),
    )


def _email(action: SentryAction, context: SentryContext) -> EmailAction:
    kind = action.options["target_type"]
    find = {"team": context.team_id, "user": context.user_id}.get(kind)
    return EmailAction(
        target_type=kind,
        target_id=find(str(action.target)) if find else None,
        fallthrough_type=action.options.get("fallthrough_type"),
    )


def _app(action: SentryAction, context: SentryContext) -> SentryAppAction:
    options = pulumi.InvokeOptions(parent=context.parent)
    app = get_sentry_app(organization=context.organization, slug=str(action.target), opts=options)
    settings = [SentryAppSetting(**one) for one in action.options.get("settings", ())]
    return SentryAppAction(
        sentry_app_id=app.apply(lambda found: found.id), settings=settings or None
    )


def _webhook(action: SentryAction, _: SentryContext) -> WebhookAction:
    return WebhookAction(service=str(action.target))


def _plugins(_: SentryAction, __: SentryContext) -> PluginsAction:
    return PluginsAction()


# The class of each action of an integration, and its name of what the catalog calls target;
# options have the names of the class.
_INTEGRATED: Final[dict[str, tuple[Any, str]]] = {
    "github": (GitHubAction, "repository"),
    "github_enterprise": (GitHubEnterpriseAction, "repository"),
    "jira": (JiraAction, "project"),
    "jira_server": (JiraServerAction, "project"),
    "vsts": (AzureDevOpsAction, "project"),
    "msteams": (MicrosoftTeamsAction, "channel"),
    "discord": (DiscordAction, "channel_id"),
    "opsgenie": (OpsgenieAction, "team_name"),
}
_OTHERS: Final[dict[str, Callable[[SentryAction, SentryContext], Action]]] = {
    "pagerduty": _page,
    "slack": _slack,
    "email": _email,
    "sentry_app": _app,
    "webhook": _webhook,
    "plugin": _plugins,
}

"""The actions of an alert's action filters, each with its body.

An action of an integration names the integration by its id in this organization, a string. Ids
and names of targets are what the lookups return. Units and forms: Sentry's public API
description of workflows, and the forms that a client in production use sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.sentry_alerting.declare import Many, Property, Record, Text, Variant, Variants
from providers.sentry_alerting.wire import Codec, Decode, Encode, given, text, without_nulls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from providers.plugin import Props

PRIORITIES = ("P1", "P2", "P3", "P4", "P5")
SEVERITIES = ("default", "critical", "error", "warning", "info")

_INTEGRATION = Property(
    "integrationId",
    Text(),
    "The integration's id in this organization (see getIntegration).",
    required=True,
)


def _required(name: str, doc: str, kind: Text | None = None) -> Property:
    return Property(name, kind or Text(), doc, required=True)


def _action(
    tag: str, name: str, doc: str, *properties: Property, encode: Encode, decode: Decode
) -> Codec:
    return Codec(Variant(tag, Record(f"{name}Action", doc, properties)), encode, decode)


def _target(identifier: Any, display: Any) -> Props:
    return {"targetType": "specific", "targetIdentifier": identifier, "targetDisplay": display}


def _encode_email(props: Props) -> Props:
    config = {"targetType": props["targetType"]}
    if props.get("targetId"):
        config["targetIdentifier"] = props["targetId"]
    return {"config": config, "data": given(props, "fallthroughType")}


def _decode_email(body: Any) -> Props:
    config = body["config"]
    return without_nulls(
        {
            "targetType": config.get("targetType"),
            "targetId": text(config.get("targetIdentifier")),
            "fallthroughType": body["data"].get("fallthroughType"),
        }
    )


def _encode_slack(props: Props) -> Props:
    return {
        "config": _target(props.get("channelId", ""), props["channel"]),
        "data": given(props, "tags", "notes"),
    }


def _decode_slack(body: Any) -> Props:
    config, data = body["config"], body["data"]
    return without_nulls(
        {
            "channel": config.get("targetDisplay"),
            "channelId": text(config.get("targetIdentifier")),
            "tags": text(data.get("tags")),
            "notes": text(data.get("notes")),
        }
    )


def _encode_discord(props: Props) -> Props:
    return {"config": _target(props["channelId"], ""), "data": given(props, "tags")}


def _decode_discord(body: Any) -> Props:
    config, data = body["config"], body["data"]
    return without_nulls(
        {"channelId": text(config.get("targetIdentifier")), "tags": text(data.get("tags"))}
    )


def _row(identifier: str, display: str, data: str = "") -> tuple[Encode, Decode]:
    """Actions whose target is an id and a name, and whose data is one `priority` at most."""

    def encode(props: Props) -> Props:
        target = _target(props[identifier], props[display])
        return {"config": target, "data": {"priority": props[data]} if data else {}}

    def decode(body: Any) -> Props:
        config = body["config"]
        found = {
            identifier: text(config.get("targetIdentifier")),
            display: text(config.get("targetDisplay")),
        }
        if data:
            found[data] = body["data"].get("priority")
        return without_nulls(found)

    return encode, decode


def _ticket(**names: str) -> tuple[Encode, Decode]:
    """Tickets whose fields are texts; `names` maps properties to the tracker's field names."""

    def encode(props: Props) -> Props:
        fields = {names[name]: props[name] for name in names}
        return {"config": {"targetType": "specific"}, "data": {"additionalFields": fields}}

    def decode(body: Any) -> Props:
        fields = _fields(body)
        return without_nulls({name: text(fields.get(field)) for name, field in names.items()})

    return encode, decode


def _fields(body: Any) -> Props:
    """A ticket's fields; Sentry's own examples have them in snake case, too."""
    data = body["data"]
    found: Props = data.get("additionalFields") or data.get("additional_fields") or {}
    return found


def _encode_github(props: Props) -> Props:
    fields = {
        "repo": props["repository"],
        "assignee": props.get("assignee", ""),
        "labels": props.get("labels", []),
        "integration": props["integrationId"],
    }
    return {"config": {"targetType": "specific"}, "data": {"additionalFields": fields}}


def _decode_github(body: Any) -> Props:
    fields = _fields(body)
    return without_nulls(
        {
            "repository": text(fields.get("repo")),
            "assignee": text(fields.get("assignee")),
            "labels": fields.get("labels") or [],
        }
    )


def _encode_app(props: Props) -> Props:
    config = {"targetType": "sentry_app", "targetIdentifier": props["sentryAppId"]}
    settings = [{"label": "", **one} for one in props.get("settings") or []]
    return {"config": config, "data": {"settings": settings} if settings else {}}


def _decode_app(body: Any) -> Props:
    settings = [_setting(one) for one in body["data"].get("settings") or []]
    found = without_nulls({"sentryAppId": text(body["config"].get("targetIdentifier"))})
    return {**found, "settings": settings}


def _setting(body: Props) -> Props:
    return {**given(body, "name", "value"), "label": body.get("label") or ""}


_APP_SETTING = Record(
    "SentryAppSetting",
    "One field of a Sentry app's form.",
    (
        _required("name", "The field's name."),
        _required("value", "Its value."),
        Property(
            "label", Text(may_be_empty=True), "What the form shows for the value.", default=""
        ),
    ),
)

_PAGERDUTY = _row("serviceId", "serviceName", "severity")
_OPSGENIE = _row("teamId", "teamName", "priority")
_MSTEAMS = _row("teamId", "channel")
_JIRA = _ticket(project="project", issueType="issuetype")
_VSTS = _ticket(project="project", workItemType="work_item_type")
_GITHUB_PROPERTIES = (
    _INTEGRATION,
    _required("repository", "The repository's name."),
    Property("assignee", Text(), "The login of whom the issue is assigned to; nobody if left out."),
    Property("labels", Many(Text()), "Labels of the issue.", default=[]),
)
_JIRA_PROPERTIES = (
    _INTEGRATION,
    _required("project", "The project's id."),
    _required("issueType", "The id of the ticket's type."),
)

CODECS = (
    _action(
        "email",
        "Email",
        "A notification by e-mail, or by the channel that the person prefers.",
        _required("targetType", "Who is told.", Text(("issue_owners", "team", "user"))),
        Property("targetId", Text(), "The team's id or the user's (not the membership's)."),
        Property(
            "fallthroughType",
            Text(("AllMembers", "ActiveMembers", "NoOne")),
            "Who is told when an issue has no owner. Only with issue_owners.",
        ),
        encode=_encode_email,
        decode=_decode_email,
    ),
    _action(
        "slack",
        "Slack",
        "A message in a Slack channel.",
        _INTEGRATION,
        Property(
            "channel",
            Text(),
            "The channel's name; a `#` before it makes no difference.",
            required=True,
            ignored_prefix="#",
        ),
        Property(
            "channelId",
            Text(),
            "The channel's id; Sentry looks it up if left out.",
            server_fills=True,
        ),
        Property("tags", Text(), "Tags to show, separated by commas."),
        Property("notes", Text(), "A text added to the message."),
        encode=_encode_slack,
        decode=_decode_slack,
    ),
    _action(
        "pagerduty",
        "PagerDuty",
        "An event to a PagerDuty service.",
        _INTEGRATION,
        _required(
            "serviceId", "The row's id in the integration's table (PagerDutyService.serviceId)."
        ),
        _required("serviceName", "The row's service name."),
        Property(
            "severity",
            Text(SEVERITIES),
            "The event's severity; `default` follows the issue's level.",
            default="default",
        ),
        encode=_PAGERDUTY[0],
        decode=_PAGERDUTY[1],
    ),
    _action(
        "opsgenie",
        "Opsgenie",
        "An alert to an Opsgenie team.",
        _INTEGRATION,
        _required("teamId", "The row's id in the integration's team table."),
        _required("teamName", "The team's name."),
        Property("priority", Text(PRIORITIES), "The alert's priority.", default="P3"),
        encode=_OPSGENIE[0],
        decode=_OPSGENIE[1],
    ),
    _action(
        "discord",
        "Discord",
        "A message in a Discord channel.",
        _INTEGRATION,
        _required("channelId", "The channel's id."),
        Property("tags", Text(), "Tags to show, separated by commas."),
        encode=_encode_discord,
        decode=_decode_discord,
    ),
    _action(
        "msteams",
        "MicrosoftTeams",
        "A message in a channel of Microsoft Teams.",
        _INTEGRATION,
        _required("teamId", "The id of the team or conversation."),
        _required("channel", "The channel's name."),
        encode=_MSTEAMS[0],
        decode=_MSTEAMS[1],
    ),
    _action(
        "jira",
        "Jira",
        "A ticket in Jira.",
        *_JIRA_PROPERTIES,
        encode=_JIRA[0],
        decode=_JIRA[1],
    ),
    _action(
        "jira_server",
        "JiraServer",
        "A ticket in a Jira run by oneself.",
        *_JIRA_PROPERTIES,
        encode=_JIRA[0],
        decode=_JIRA[1],
    ),
    _action(
        "vsts",
        "AzureDevOps",
        "A work item in Azure DevOps.",
        _INTEGRATION,
        _required("project", "The project's id."),
        _required(
            "workItemType", "The work item's type, such as Microsoft.VSTS.WorkItemTypes.Task."
        ),
        encode=_VSTS[0],
        decode=_VSTS[1],
    ),
    _action(
        "github",
        "GitHub",
        "An issue on GitHub.",
        *_GITHUB_PROPERTIES,
        encode=_encode_github,
        decode=_decode_github,
    ),
    _action(
        "github_enterprise",
        "GitHubEnterprise",
        "An issue on a GitHub run by oneself.",
        *_GITHUB_PROPERTIES,
        encode=_encode_github,
        decode=_decode_github,
    ),
    _action(
        "sentry_app",
        "SentryApp",
        "A call of an installed Sentry app.",
        _required("sentryAppId", "The app's id (see getSentryApp)."),
        Property("settings", Many(_APP_SETTING), "The fields of the app's form.", default=[]),
        encode=_encode_app,
        decode=_decode_app,
    ),
    _action(
        "webhook",
        "Webhook",
        "A call of a webhook.",
        _required("service", "The slug of the service: `webhooks`, or that of an internal app."),
        encode=lambda props: {"config": {"targetIdentifier": props["service"]}, "data": {}},
        decode=lambda body: without_nulls(
            {"service": text(body["config"].get("targetIdentifier"))}
        ),
    ),
    _action(
        "plugin",
        "Plugins",
        "A notification of every legacy plugin that the project has.",
        encode=lambda _: {"config": {}, "data": {}},
        decode=lambda _: {},
    ),
)

ACTIONS = Variants("Action", "action", "type", tuple(one.variant for one in CODECS))
_BY_TAG = {one.variant.tag: one for one in CODECS}


def encode(action: Props) -> Props:
    """A checked action as Sentry wants it."""
    tag = action["type"]
    return {"type": tag, **_BY_TAG[tag].encode(action), **given(action, "integrationId")}


def decode(body: Props) -> Props:
    """An action of Sentry's; of one of an unknown type only the type."""
    tag = str(body.get("type"))
    codec = _BY_TAG.get(tag)
    if codec is None:
        return {"type": tag}
    whole = {**body, "config": body.get("config") or {}, "data": body.get("data") or {}}
    found: Props = {"type": tag, **codec.decode(whole)}
    integration = text(body.get("integrationId"))
    known = any(one.name == "integrationId" for one in codec.variant.record.properties)
    return {**found, "integrationId": integration} if integration and known else found


def faults(action: Props) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with an action beyond its single properties: paths within it, sentences."""
    if action.get("type") != "email":
        return
    target = action.get("targetType")
    if target == "issue_owners" and action.get("targetId"):
        yield ("targetId",), "must be left out with targetType issue_owners"
    if target in {"team", "user"}:
        if not action.get("targetId"):
            yield ("targetId",), f"is required with targetType {target}"
        if "fallthroughType" in action:
            yield ("fallthroughType",), "is for targetType issue_owners only"

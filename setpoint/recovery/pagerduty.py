"""PagerDuty's objects by what identifies them.

Sources: PagerDuty's REST API reference (`query` of lists, `limit` and `offset`); ids for
imports are those of the provider's documentation ("Import" of each resource).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.recovery.errors import LookupFailedError
from setpoint.recovery.web import Web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from setpoint.recovery.access import Access

    Inputs = Mapping[str, Any]
    Lookup = Callable[["PagerDuty", Inputs], Iterator[str]]

_PAGE = 100
_ACCEPT = "application/vnd.pagerduty+json;version=2"


class PagerDuty:
    """A PagerDuty account, for looking things up."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def items(self, path: str, key: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Yield the items of a list, page after page; nothing where the path leads nowhere."""
        web = self._web(self._access.pagerduty_url, self._access.pagerduty_token, "token")
        yield from _pages(web, path, key, query)

    def item(self, path: str, key: str) -> dict[str, Any]:
        """Return one object, empty where there is none."""
        web = self._web(self._access.pagerduty_url, self._access.pagerduty_token, "token")
        found: dict[str, Any] = web.get(path).json().get(key) or {}
        return found

    def slack_connections(self, workspace: str) -> Iterator[dict[str, Any]]:
        """Yield the connections of a Slack workspace."""
        url, token = self._access.slack_connections_url, self._access.pagerduty_user_token
        path = f"integration-slack/workspaces/{workspace}/connections"
        yield from _pages(self._web(url, token, "userToken"), path, "slack_connections", {})

    @staticmethod
    def _web(url: str, token: str | None, setting: str) -> Web:
        if not token:
            raise LookupFailedError(f"PagerDuty can't be asked: pagerduty:{setting} is not set")
        headers = {"Accept": _ACCEPT, "Authorization": f"Token token={token}"}
        return Web("PagerDuty", url, headers)


def _pages(web: Web, path: str, key: str, query: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    offset = 0
    while True:
        answer = web.get(path, limit=_PAGE, offset=offset, **query).json()
        found = answer.get(key) or []
        yield from found
        offset += len(found)
        if not found or not answer.get("more"):
            return


def _named(path: str) -> Lookup:
    def find(account: PagerDuty, inputs: Inputs) -> Iterator[str]:
        for one in account.items(path, path, query=inputs["name"]):
            if one.get("name") == inputs["name"] or one.get("summary") == inputs["name"]:
                yield one["id"]

    return find


def _user(account: PagerDuty, inputs: Inputs) -> Iterator[str]:
    for one in account.items("users", "users", query=inputs["email"]):
        if str(one.get("email")).lower() == str(inputs["email"]).lower():
            yield one["id"]


def _contact_method(account: PagerDuty, inputs: Inputs) -> Iterator[str]:
    user = inputs["userId"]
    for one in account.items(f"users/{user}/contact_methods", "contact_methods"):
        same_code = one.get("country_code") in (None, int(inputs.get("countryCode") or 1))
        same = one.get("type") == inputs["type"] and one.get("address") == str(inputs["address"])
        if same and same_code:
            yield f"{user}:{one['id']}"


def _notification_rule(account: PagerDuty, inputs: Inputs) -> Iterator[str]:
    user = inputs["userId"]
    wanted = (
        inputs["contactMethod"].get("id"),
        inputs["urgency"],
        int(inputs["startDelayInMinutes"]),
    )
    for one in account.items(f"users/{user}/notification_rules", "notification_rules"):
        method = one.get("contact_method") or {}
        if (method.get("id"), one["urgency"], one["start_delay_in_minutes"]) == wanted:
            yield f"{user}:{one['id']}"


def _membership(_account: PagerDuty, inputs: Inputs) -> Iterator[str]:
    yield f"{inputs['userId']}:{inputs['teamId']}"


def _integration(account: PagerDuty, inputs: Inputs) -> Iterator[str]:
    """Look at the service, which names its integrations: they have no list of their own."""
    path = f"services/{inputs['service']}"
    for one in account.item(path, "service").get("integrations") or ():
        if one.get("summary") != inputs["name"]:
            continue
        found = account.item(f"{path}/integrations/{one['id']}", "integration")
        if (found.get("vendor") or {}).get("id") == inputs.get("vendor"):
            yield f"{inputs['service']}.{one['id']}"


def _orchestration(_account: PagerDuty, inputs: Inputs) -> Iterator[str]:
    yield inputs["service"]


def _slack_connection(account: PagerDuty, inputs: Inputs) -> Iterator[str]:
    workspace = inputs["workspaceId"]
    for one in account.slack_connections(workspace):
        if (one["source_id"], one["channel_id"]) == (inputs["sourceId"], inputs["channelId"]):
            yield f"{workspace}.{one['id']}"


def is_gone(account: PagerDuty, kind: str, identifier: str, inputs: Inputs) -> bool:
    """Whether an object isn't there any more, where the provider fails at reading what is gone.

    Reading any other type says so by itself; these answer 404 with an error, for ever
    (terraform-provider-pagerduty 3.x: `fetchPagerDutyUserContactMethod`, and the read of
    pagerduty_event_orchestration_service, as recorded of pulumi-pagerduty 4.37).
    """
    if kind not in UNREADABLE:
        return False
    path, key = UNREADABLE[kind]
    return not account.item(path.format(id=identifier, **inputs), key)


UNREADABLE: Mapping[str, tuple[str, str]] = {
    "pagerduty:index/eventOrchestrationService:EventOrchestrationService": (
        "services/{service}",
        "service",
    ),
    "pagerduty:index/userContactMethod:UserContactMethod": (
        "users/{userId}/contact_methods/{id}",
        "contact_method",
    ),
}
LOOKUPS: Mapping[str, Lookup] = {
    "pagerduty:index/escalationPolicy:EscalationPolicy": _named("escalation_policies"),
    "pagerduty:index/eventOrchestrationService:EventOrchestrationService": _orchestration,
    "pagerduty:index/schedule:Schedule": _named("schedules"),
    "pagerduty:index/service:Service": _named("services"),
    "pagerduty:index/serviceIntegration:ServiceIntegration": _integration,
    "pagerduty:index/slackConnection:SlackConnection": _slack_connection,
    "pagerduty:index/team:Team": _named("teams"),
    "pagerduty:index/teamMembership:TeamMembership": _membership,
    "pagerduty:index/user:User": _user,
    "pagerduty:index/userContactMethod:UserContactMethod": _contact_method,
    "pagerduty:index/userNotificationRule:UserNotificationRule": _notification_rule,
}

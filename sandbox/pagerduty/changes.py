"""Change events: what was deployed or configured, kept beside the incidents of a service.

Fields are those of the OpenAPI contract's ChangeEvent; `GET /change_events` is in PagerDuty's
public reference ("List Change Events") and answers the same objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sandbox.pagerduty import moments
from sandbox.pagerduty.account import REFERENCE
from sandbox.pagerduty.collection import Answer, Call, paged
from sandbox.pagerduty.log_entries import between

if TYPE_CHECKING:
    from sandbox.pagerduty.account import Account, Json

_TABLE: Final = "change_events"
_RELATED: Final = 5
_OF_PAYLOAD: Final = ("source", "custom_details")
_OF_EVENT: Final = ("links", "images")


def keep(account: Account, service: str, body: Json) -> None:
    """Keep an event that came in for a service by one of its integrations."""
    payload = body["payload"]
    integrations = account.table("integrations").values()
    through = next(one for one in integrations if one.get("integration_key") == body["routing_key"])
    event: Json = {
        "id": account.new_id("C"),
        "type": "change_event",
        "summary": str(payload["summary"]),
        "timestamp": payload.get("timestamp") or account.stamp(),
        "services": [{"id": service, "type": "service" + REFERENCE}],
        "integration": {"id": through["id"], "type": "inbound_integration" + REFERENCE},
        **{key: payload[key] for key in _OF_PAYLOAD if key in payload},
        **{key: body[key] for key in _OF_EVENT if key in body},
    }
    account.table(_TABLE)[event["id"]] = event


def of_all(call: Call) -> Answer:
    """GET /change_events: newest first."""
    return Answer(200, paged(_TABLE, between(_newest(call.account), call, "timestamp"), call.query))


def get(call: Call) -> Answer:
    """GET /change_events/{id}."""
    event = call.account.get(_TABLE, call.params["id"])
    return Answer(200, {"change_event": call.account.expand(event)})


def of_service(call: Call) -> Answer:
    """GET /services/{id}/change_events: newest first."""
    service = call.account.get("services", call.params["id"])
    wanted = set(call.query.getlist("integration_ids[]"))
    found = [
        event
        for event in _newest(call.account, service["id"])
        if not wanted or event["integration"]["id"] in wanted
    ]
    return Answer(200, paged(_TABLE, between(found, call, "timestamp"), call.query))


def of_incident(call: Call) -> Answer:
    """GET /incidents/{id}/related_change_events: the last of its service before it began."""
    item = call.account.get("incidents", call.params["id"])
    began = moments.parse(item["created_at"])
    before = [
        {**event, "correlation_reason": {"reason": "most_recent"}}
        for event in _newest(call.account, item["service"]["id"])
        if moments.parse(event["timestamp"]) <= began
    ]
    return Answer(200, {_TABLE: before[:_RELATED]})


def _newest(account: Account, service: str | None = None) -> list[Json]:
    found = [
        account.expand(event)
        for event in account.table(_TABLE).values()
        if service in (None, event["services"][0]["id"])
    ]
    return sorted(found, key=lambda event: moments.parse(event["timestamp"]), reverse=True)

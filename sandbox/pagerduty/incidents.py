"""Incidents: opened and closed by events, and whom each one reaches by now.

Nothing runs in the background: who is notified is worked out from the clock whenever an incident
is looked at. An incident of low urgency stays with the first level of its escalation policy.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sandbox.pagerduty import log_entries, moments
from sandbox.pagerduty.account import REFERENCE, SITE, Account, Json, link
from sandbox.pagerduty.collection import Answer, Call, paged
from sandbox.pagerduty.duty import notified, steps
from sandbox.pagerduty.errors import ApiError, invalid
from sandbox.pagerduty.rotation import final_shifts

if TYPE_CHECKING:
    from collections.abc import Iterator

STATUSES = ("triggered", "acknowledged", "resolved")
_QUARTER = timedelta(days=90)


def open_incident(
    account: Account, service: Json, event: Json, *, urgency: str, policy: str | None = None
) -> Json:
    """Open an incident for an event, or add the event to the open one with its dedup key."""
    if found := open_with(account, service["id"], event["dedup_key"]):
        found["alerts"].append(event)
        return found
    number = len(account.table("incidents")) + 1
    item = {
        "id": account.new_id("Q"),
        "incident_number": number,
        "title": event["summary"],
        "incident_key": event["dedup_key"],
        "status": "triggered",
        "urgency": urgency,
        "priority": event.get("priority"),
        "created_at": account.stamp(),
        "changed_at": account.stamp(),
        "service": {"id": service["id"], "type": "service" + REFERENCE},
        "policy": policy or service["escalation_policy"]["id"],
        "alerts": [event],
    }
    account.table("incidents")[item["id"]] = item
    return item


def open_with(account: Account, service: str, key: str) -> Json | None:
    """Return the incident of a service that is not resolved and has this dedup key."""
    for item in account.table("incidents").values():
        mine = item["service"]["id"] == service and item["incident_key"] == key
        if mine and item["status"] != "resolved":
            return item
    return None


def change_status(account: Account, item: Json, status: str) -> None:
    """Acknowledge, resolve or trigger again."""
    if item["status"] != status:
        item["status"] = status
        item["changed_at"] = account.stamp()


def shown(account: Account, item: Json) -> Json:
    """Return an incident as the API answers it."""
    passed = steps(account, item)
    current = passed[-1:] if item["status"] != "resolved" else []
    assignments = [
        {"at": moments.write(step.at), "assignee": account.reference("user", user)}
        for step in current
        for user in step.users
    ]
    changed = item["changed_at"]
    open_alerts = len(item["alerts"]) if item["status"] != "resolved" else 0
    return {
        "id": item["id"],
        "type": "incident",
        "summary": f"[#{item['incident_number']}] {item['title']}",
        "self": link("incidents", item["id"]),
        "html_url": f"{SITE}/incidents/{item['id']}",
        **{key: item[key] for key in ("incident_number", "title", "incident_key", "status")},
        **{key: item[key] for key in ("urgency", "created_at")},
        "updated_at": changed,
        "last_status_change_at": changed,
        "resolved_at": changed if item["status"] == "resolved" else None,
        "service": account.expand(item["service"]),
        "escalation_policy": account.reference("escalation_policy", item["policy"]),
        "teams": account.expand(
            account.table("escalation_policies").get(item["policy"], {}).get("teams", [])
        ),
        "priority": item["priority"] and account.reference("priority", item["priority"]),
        "first_trigger_log_entry": log_entries.first(account, item),
        "assigned_via": "escalation_policy",
        "assignments": assignments,
        "acknowledgements": [],
        "alert_counts": {
            "all": len(item["alerts"]),
            "triggered": open_alerts,
            "resolved": len(item["alerts"]) - open_alerts,
        },
    }


def whole(account: Account, identifier: str) -> Json | None:
    """Return an incident as the API answers it, by its id; None, there is none."""
    item = account.table("incidents").get(identifier)
    return None if item is None else shown(account, item)


def list_incidents(call: Call) -> Answer:
    """GET /incidents: newest last; those of `user_ids[]` are the ones that reached these users."""
    statuses = call.query.getlist("statuses[]") or STATUSES
    users = set(call.query.getlist("user_ids[]"))
    services = set(call.query.getlist("service_ids[]"))
    urgencies = set(call.query.getlist("urgencies[]"))
    key = call.query.get("incident_key")
    found = [
        shown(call.account, item)
        for item in call.account.table("incidents").values()
        if item["status"] in statuses
        and (not users or users & notified(call.account, item))
        and (not services or item["service"]["id"] in services)
        and (not urgencies or item["urgency"] in urgencies)
        and key in (None, item["incident_key"])
    ]
    return Answer(200, paged("incidents", found, call.query))


def get_incident(call: Call) -> Answer:
    """GET /incidents/{id}."""
    item = call.account.get("incidents", call.params["id"])
    return Answer(200, {"incident": shown(call.account, item)})


def put_incident(call: Call) -> Answer:
    """PUT /incidents/{id}: acknowledge or resolve, as a user named in `From`."""
    known_requester(call)
    item = call.account.get("incidents", call.params["id"])
    _set_status(call, item, (call.body or {}).get("incident") or {})
    return Answer(200, {"incident": shown(call.account, item)})


def put_incidents(call: Call) -> Answer:
    """PUT /incidents: acknowledge or resolve several, as a user named in `From`."""
    known_requester(call)
    asked = (call.body or {}).get("incidents") or []
    found = [call.account.get("incidents", one.get("id", "")) for one in asked]
    for item, one in zip(found, asked, strict=True):
        _set_status(call, item, one)
    return Answer(200, {"incidents": [shown(call.account, item) for item in found]})


def known_requester(call: Call) -> str:
    """Return the id of the user that `From` names.

    Raises:
        ApiError: 400, it names none.
    """
    sender = call.headers.get("from")
    for identifier, user in call.account.table("users").items():
        if user["email"] == sender:
            return identifier
    raise ApiError(400, "Requester User Not Found", 1008)


def _set_status(call: Call, item: Json, asked: Json) -> None:
    status = asked.get("status", item["status"])
    if status not in STATUSES:
        raise invalid("Status must be in triggered, acknowledged, or resolved.")
    change_status(call.account, item, status)


def alerts(call: Call) -> Answer:
    """GET /incidents/{id}/alerts: the events behind an incident."""
    item = call.account.get("incidents", call.params["id"])
    status = "resolved" if item["status"] == "resolved" else "triggered"
    found = [
        {
            "id": f"{item['id']}A{number}",
            "type": "alert",
            "status": status,
            "alert_key": event["dedup_key"],
            "summary": event["summary"],
            "severity": event.get("severity") or "critical",
            "suppressed": False,
            "service": call.account.expand(item["service"]),
            "incident": call.account.reference("incident", item["id"]),
            "first_trigger_log_entry": log_entries.first(call.account, item),
            "created_at": item["created_at"],
            "body": {"type": "alert_body", "details": event.get("custom_details")},
        }
        for number, event in enumerate(item["alerts"], 1)
    ]
    return Answer(200, paged("alerts", found, call.query))


def oncalls(call: Call) -> Answer:
    """GET /oncalls: who answers at which level of which policy, now or between two moments."""
    now = call.account.now()
    since = moments.parse(call.query.get("since") or moments.write(now))
    until = moments.parse(call.query.get("until") or moments.write(since + timedelta(seconds=1)))
    if until > since + _QUARTER:
        raise invalid("Until must be at most 3 months after since")
    found = [
        entry
        for policy in call.account.table("escalation_policies").values()
        for level, rule in enumerate(policy["escalation_rules"], 1)
        for target in rule["targets"]
        for entry in _duty(call.account, (policy["id"], level), target, (since, until))
    ]
    return Answer(200, paged("oncalls", _asked_for(found, call), call.query))


def _asked_for(found: list[Json], call: Call) -> list[Json]:
    filters = {
        "user": set(call.query.getlist("user_ids[]")),
        "schedule": set(call.query.getlist("schedule_ids[]")),
        "escalation_policy": set(call.query.getlist("escalation_policy_ids[]")),
    }
    return [
        entry
        for entry in found
        if all(
            not wanted or (entry[key] or {}).get("id") in wanted for key, wanted in filters.items()
        )
    ]


def _duty(
    account: Account, place: tuple[str, int], target: Json, window: tuple[datetime, datetime]
) -> Iterator[Json]:
    entry: dict[str, Any] = {
        "escalation_policy": account.reference("escalation_policy", place[0]),
        "escalation_level": place[1],
    }
    if target["type"].startswith("user"):
        user = account.reference("user", target["id"])
        yield {**entry, "schedule": None, "user": user, "start": None, "end": None}
        return
    schedule = account.get("schedules", target["id"])
    for shift in final_shifts(schedule, *window):
        yield {
            **entry,
            "schedule": account.reference("schedule", target["id"]),
            "user": account.reference("user", shift.user),
            "start": moments.write(shift.start),
            "end": moments.write(shift.end),
        }

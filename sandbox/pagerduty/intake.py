"""Where events come in: the Events API v2, and what Amazon SNS posts for CloudWatch alarms.

An event goes through the rules of its service, and opens or resolves an incident there by its dedup
key.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sandbox.pagerduty import changes, incidents, moments
from sandbox.pagerduty.collection import PARENT, Answer, Call
from sandbox.pagerduty.conditions import compiled
from sandbox.pagerduty.errors import ApiError, invalid
from sandbox.pagerduty.maintenance import is_maintained
from sandbox.pagerduty.orchestrations import SEVERITIES, service_path

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.pagerduty.account import Account, Json

ACTIONS = ("trigger", "acknowledge", "resolve")

_SUBJECT = re.compile(r"^(ALARM|OK): ")
_STATES = {"ALARM": "trigger", "OK": "resolve"}
_LONGEST_SUMMARY = 1024
_DEEPEST = 50


class EventError(ApiError):
    """An event that can't be taken."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(400, "Event object is invalid", 0)
        self.body = {
            "status": "invalid event",
            "message": "Event object is invalid",
            "errors": list(reasons),
        }


def enqueue(call: Call) -> Answer:
    """POST /v2/enqueue: an event of the Events API v2."""
    event, key = _event_v2(call.body), str((call.body or {}).get("routing_key"))
    event["dedup_key"] = event.get("dedup_key") or call.account.new_hex(32)
    _take(call.account, key, event)
    body = {"status": "success", "message": "Event processed", "dedup_key": event["dedup_key"]}
    return Answer(202, body)


def change(call: Call) -> Answer:
    """POST /v2/change/enqueue: an event that something was changed; it makes no incident."""
    body = call.body if isinstance(call.body, dict) else {}
    payload = body.get("payload")
    reasons = [] if body.get("routing_key") else ["'routing_key' is missing or blank"]
    if not isinstance(payload, dict) or not payload.get("summary"):
        reasons.append("'payload.summary' is missing or blank")
    elif not _is_moment(payload.get("timestamp") or call.account.stamp()):
        reasons.append("'payload.timestamp' is not a valid date time")
    if reasons:
        raise EventError(*reasons)
    target = _target(call.account, str(body["routing_key"]))
    if target in call.account.table("services"):
        changes.keep(call.account, target, body)
    return Answer(202, {"status": "success", "message": "Change event processed"})


def _is_moment(text: object) -> bool:
    try:
        moments.parse(str(text))
    except ValueError:
        return False
    return True


def sns(call: Call) -> Answer:
    """POST /integration/{key}/enqueue: an SNS envelope.

    A confirmation of a subscription is noted. A notification is dropped, in silence as by the
    vendor, unless its subject starts with `ALARM: ` or `OK: ` and names the message's new state.
    """
    envelope = call.body if isinstance(call.body, dict) else {}
    key = call.params["key"]
    target = _target(call.account, key)
    match envelope.get("Type"):
        case "SubscriptionConfirmation":
            topics = call.account.store.data.setdefault("confirmed", {})
            topics.setdefault(target, []).append(envelope.get("TopicArn"))
        case "Notification":
            if event := _alarm(envelope):
                _take(call.account, key, event)
        case _:
            raise EventError("Type must be SubscriptionConfirmation or Notification")
    return Answer(202, {"status": "success", "message": "Event processed"})


def _event_v2(body: Any) -> Json:
    if not isinstance(body, dict):
        raise EventError("Invalid JSON")
    action, payload = body.get("event_action"), body.get("payload")
    reasons = []
    if not body.get("routing_key"):
        reasons.append("'routing_key' is missing or blank")
    if action not in ACTIONS:
        reasons.append(f"'event_action' must be one of {', '.join(ACTIONS)}")
    elif action != "trigger" and not body.get("dedup_key"):
        reasons.append("'dedup_key' is missing or blank")
    if action == "trigger":
        reasons += _payload_reasons(payload)
    if reasons:
        raise EventError(*reasons)
    details = payload if isinstance(payload, dict) else {}
    keys = ("dedup_key", "client", "client_url", "links", "images")
    return {"action": action, **details, **{key: body[key] for key in keys if key in body}}


def _payload_reasons(payload: Any) -> list[str]:
    if not isinstance(payload, dict):
        return ["'payload' is missing or blank"]
    reasons = [
        f"'payload.{key}' is missing or blank"
        for key in ("summary", "source", "severity")
        if not payload.get(key)
    ]
    severity = payload.get("severity")
    if severity and severity not in SEVERITIES:
        reasons.append(f"'payload.severity' must be one of {', '.join(SEVERITIES)}")
    if len(str(payload.get("summary"))) > _LONGEST_SUMMARY:
        reasons.append(f"'payload.summary' is longer than {_LONGEST_SUMMARY} characters")
    return reasons


def _alarm(envelope: Json) -> Json | None:
    subject = _SUBJECT.match(str(envelope.get("Subject")))
    try:
        message = json.loads(str(envelope.get("Message")))
    except ValueError:
        return None
    state = message.get("NewStateValue") if isinstance(message, dict) else None
    if subject is None or subject[1] != state:
        return None
    trigger = message.get("Trigger") or {}
    return {
        "action": _STATES[state],
        "summary": message.get("AlarmName"),
        "source": message.get("AlarmArn") or message.get("AWSAccountId"),
        "component": trigger.get("MetricName"),
        "group": trigger.get("Namespace"),
        "class": "CloudWatch",
        "custom_details": message,
        "dedup_key": message.get("AlarmArn") or message.get("AlarmName"),
    }


def _target(account: Account, key: str) -> str:
    """Return the id of the service that a key belongs to."""
    for item in account.table("integrations").values():
        if item.get("integration_key") == key:
            return str(item[PARENT])
    raise EventError("Invalid routing key")


def _take(account: Account, key: str, event: Json) -> None:
    _deliver(account, account.get("services", _target(account, key)), event)


def _deliver(account: Account, service: Json, event: Json) -> None:
    path = service_path(account, service["id"])
    if path["active"]:
        _apply(account, path, event)
    if event.get("dropped"):
        return
    if event["action"] == "trigger":
        _trigger(account, service, event)
    elif found := incidents.open_with(account, service["id"], event["dedup_key"]):
        status = "resolved" if event["action"] == "resolve" else "acknowledged"
        incidents.change_status(account, found, status)


def _trigger(account: Account, service: Json, event: Json) -> None:
    if event.get("suppressed") or is_maintained(account, service):
        account.store.data.setdefault("suppressed", []).append(event)
        return
    urgency = urgency_of(service, event.get("severity"), account.now())
    policy = event.get("escalation_policy")
    incidents.open_incident(account, service, event, urgency=urgency, policy=policy)


def _apply(account: Account, path: Json, event: Json) -> None:
    """Carry out a service's rules on an event, from set to set."""
    name: str | None = "start"
    for _ in range(_DEEPEST):
        actions = _chosen(account, path, name or "", event)
        if actions is None:
            _act(path["catch_all"]["actions"] or {}, event)
            return
        _act(actions, event)
        name = actions.get("route_to")
        if not name:
            return


def _chosen(account: Account, path: Json, name: str, event: Json) -> Json | None:
    """Return the actions of the first rule in a set whose conditions hold; None for none."""
    rules = [rule for one in path["sets"] if one["id"] == name for rule in one["rules"]]
    for rule in rules:
        conditions = [compiled(one["expression"]) for one in rule["conditions"] or []]
        document = {"event": event, "raw_event": event, "now": account.now()}
        fits = not conditions or any(holds(document) for holds in conditions)
        if fits and not rule["disabled"]:
            actions: Json = rule["actions"]
            return actions
    return None


def _act(actions: Json, event: Json) -> None:
    for key in ("severity", "priority", "escalation_policy"):
        if actions.get(key):
            event[key] = actions[key]
    if actions.get("event_action"):
        event["action"] = actions["event_action"]
    if actions.get("annotate"):
        event.setdefault("notes", []).append(actions["annotate"])
    event["suppressed"] = bool(actions.get("suppress")) or event.get("suppressed", False)
    event["dropped"] = bool(actions.get("drop_event")) or event.get("dropped", False)


def create_incident(call: Call) -> Answer:
    """POST /incidents: one that a person opens, as a user named in `From`."""
    incidents.known_requester(call)
    asked = (call.body or {}).get("incident") or {}
    if not asked.get("title"):
        raise invalid("Title can't be blank")
    service = call.account.get("services", (asked.get("service") or {}).get("id", ""))
    key = asked.get("incident_key") or call.account.new_hex(32)
    if incidents.open_with(call.account, service["id"], key):
        raise invalid("Open incident with matching dedup key already exists on this service")
    event = {"summary": asked["title"], "dedup_key": key}
    usual = urgency_of(service, None, call.account.now())
    urgency = asked.get("urgency") or usual
    if urgency not in ("high", "low"):
        raise invalid("Urgency must be in high, or low.")
    item = incidents.open_incident(call.account, service, event, urgency=urgency)
    return Answer(201, {"incident": incidents.shown(call.account, item)})


def urgency_of(service: Json, severity: str | None, moment: datetime) -> str:
    """Return the urgency of an incident, by the service's rule, the severity and the hour."""
    rule = service["incident_urgency_rule"]
    if rule["type"] == "use_support_hours":
        inside = _in_hours(service["support_hours"], moment)
        rule = rule["during_support_hours" if inside else "outside_support_hours"]
    if rule["urgency"] == "severity_based":
        return "low" if severity in ("warning", "info") else "high"
    return str(rule["urgency"])


def _in_hours(hours: Json, moment: datetime) -> bool:
    local = moment.astimezone(ZoneInfo(hours["time_zone"]))
    clock = local.strftime("%H:%M:%S")
    today = local.isoweekday() in hours["days_of_week"]
    return today and hours["start_time"] <= clock < hours["end_time"]

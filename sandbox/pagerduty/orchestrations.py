"""A service's own event rules: service orchestrations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.pagerduty.account import API, Account, Json
from sandbox.pagerduty.collection import PARENT, Answer, Call
from sandbox.pagerduty.conditions import ConditionError, compiled
from sandbox.pagerduty.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITIES = ("info", "warning", "error", "critical")

_START = [{"id": "start", "rules": []}]


def _built(account: Account, item: Json) -> Json:
    now, author = account.stamp(), _author(account)
    return {
        "created_at": now,
        "created_by": author,
        **item,
        "updated_at": now,
        "updated_by": author,
        "version": f"v{account.new_hex(31)}",
    }


def _author(account: Account) -> Json:
    user = next(iter(account.table("users")), "PSANDBX")
    return {"id": user, "type": "user_reference", "self": f"{API}/users/{user}"}


def service_path(account: Account, service: str) -> Json:
    """Return a service's own rules, with whether they are active."""
    empty = {"sets": _START, "catch_all": {"actions": {}}, "active": False}
    found: Json = account.table("service_orchestrations").get(service, empty)
    return found


def get_service_path(call: Call) -> Answer:
    """GET /event_orchestrations/services/{id}."""
    call.account.get("services", call.params["id"])
    return _path_answer(call, service_path(call.account, call.params["id"]))


def put_service_path(call: Call) -> Answer:
    """PUT /event_orchestrations/services/{id}: replace a service's rules, not their activity."""
    call.account.get("services", call.params["id"])
    old = service_path(call.account, call.params["id"])
    kept = {**_dates(old), "active": old["active"], PARENT: call.params["id"]}
    new = _built(call.account, {**kept, **_accepted(call)})
    call.account.table("service_orchestrations")[call.params["id"]] = new
    return _path_answer(call, new)


def get_active(call: Call) -> Answer:
    """GET /event_orchestrations/services/{id}/active."""
    call.account.get("services", call.params["id"])
    return Answer(200, {"active": service_path(call.account, call.params["id"])["active"]})


def put_active(call: Call) -> Answer:
    """PUT /event_orchestrations/services/{id}/active."""
    service = call.params["id"]
    call.account.get("services", service)
    active = (call.body or {}).get("active")
    if not isinstance(active, bool):
        raise invalid("Active must be true or false")
    new = {**service_path(call.account, service), "active": active, PARENT: service}
    call.account.table("service_orchestrations")[service] = new
    return Answer(200, {"active": active})


def _dates(item: Json) -> Json:
    return {key: item[key] for key in ("created_at", "created_by") if key in item}


def _path_answer(call: Call, item: Json) -> Answer:
    service = call.params["id"]
    parent = {"id": service, "type": "service_reference", "self": f"{API}/services/{service}"}
    address = f"{API}/event_orchestrations/services/{service}"
    plain = {key: value for key, value in item.items() if key not in (PARENT, "active")}
    shown = {"type": "service", "parent": parent, "self": address, **plain}
    return Answer(200, {"orchestration_path": shown, "warnings": []})


def _accepted(call: Call) -> Json:
    body = (call.body or {}).get("orchestration_path")
    if not isinstance(body, dict):
        raise invalid("orchestration_path must be provided")
    sets = body.get("sets")
    if not isinstance(sets, list) or not any(one.get("id") == "start" for one in sets):
        raise invalid("Sets must contain a set with the id start")
    catch_all = {"actions": _said((body.get("catch_all") or {}).get("actions"))}
    accepted = {"sets": [_identified(call.account, one) for one in sets], "catch_all": catch_all}
    names = {one["id"] for one in sets}
    if reasons := list(_reasons(call.account, accepted, names)):
        raise invalid(*dict.fromkeys(reasons))
    return accepted


def _identified(account: Account, one: Json) -> Json:
    rules = [
        {
            "disabled": False,
            "conditions": [],
            **rule,
            "id": rule.get("id") or account.new_hex(8),
            "actions": _said(rule.get("actions")),
        }
        for rule in one.get("rules") or []
    ]
    return {**one, "rules": rules}


def _said(actions: Any) -> Any:
    """Drop what an action leaves empty: clients send every key, the API answers those in use."""
    if not isinstance(actions, dict):
        return actions or {}
    return {key: value for key, value in actions.items() if value not in (None, "")}


def _rules(item: Json) -> Iterator[Json]:
    for one in item["sets"]:
        yield from one["rules"]


def _reasons(account: Account, item: Json, sets: set[str]) -> Iterator[str]:
    for rule in _rules(item):
        if not isinstance(rule.get("actions"), dict):
            yield "Rule actions must be provided"
            continue
        for condition in rule["conditions"] or []:
            yield from _condition_reasons(condition)
        yield from _action_reasons(account, rule["actions"], sets)
    yield from _action_reasons(account, item["catch_all"]["actions"] or {}, sets)


def _condition_reasons(condition: Any) -> Iterator[str]:
    text = condition.get("expression") if isinstance(condition, dict) else None
    try:
        compiled(str(text))
    except ConditionError:
        yield f"Invalid expression: {text}"


def _action_reasons(account: Account, actions: Json, sets: set[str]) -> Iterator[str]:
    severity, action = actions.get("severity"), actions.get("event_action")
    if severity and severity not in SEVERITIES:
        yield f"Severity must be in {', '.join(SEVERITIES[:-1])}, or {SEVERITIES[-1]}."
    if action and action not in ("trigger", "resolve"):
        yield "Event action must be in trigger, or resolve."
    for key, table in (("priority", "priorities"), ("escalation_policy", "escalation_policies")):
        if actions.get(key) and actions[key] not in account.table(table):
            yield f"{key.replace('_', ' ').capitalize()} {actions[key]} was not found"
    target = actions.get("route_to")
    if target and target not in sets:
        yield f"Route to {target} was not found"

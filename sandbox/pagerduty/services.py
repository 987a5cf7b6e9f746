"""Services, and the integrations through which events reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pagerduty.account import API, REFERENCE, SITE, Account, Json
from sandbox.pagerduty.collection import PARENT, Collection
from sandbox.pagerduty.fields import (
    Choice,
    Each,
    Field,
    Flag,
    Reference,
    Shape,
    Text,
    Whole,
    Zone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

URGENCIES = ("high", "low", "severity_based")
EMAIL = "generic_email_inbound_integration"
GENERIC = "service_integration"

_PAUSES = (120, 180, 300, 600, 900)

_CONSTANT = {
    "type": Choice(values=("constant",)),
    "urgency": Choice(values=URGENCIES),
}


def _hours_hold(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    del account, old
    rule = new.get("incident_urgency_rule") or {}
    if rule.get("type") == "use_support_hours":
        if not new.get("support_hours"):
            yield "Support hours can't be blank"
        if not (rule.get("during_support_hours") and rule.get("outside_support_hours")):
            yield "Active urgency must be in high, low, or severity_based."
    elif new.get("support_hours") or not rule.get("urgency"):
        yield "Active urgency must be in high, low, or severity_based."
    elif new.get("scheduled_actions"):
        yield "Scheduled actions can only be used with support hours"
    pause = new.get("auto_pause_notifications_parameters") or {}
    if pause.get("enabled") and pause.get("timeout") is None:
        yield "timeout cannot be null"


def _complete(account: Account, service: Json) -> Json:
    complete = {"created_at": account.stamp(), "status": "active", **service}
    grouping = service.get("alert_grouping_parameters") or {"type": None, "config": None}
    pause = service.get("auto_pause_notifications_parameters") or {"enabled": False}
    return {
        **complete,
        "updated_at": account.stamp(),
        "alert_grouping_parameters": {"config": None, **grouping},
        "auto_pause_notifications_parameters": {"timeout": None, **pause},
        "scheduled_actions": service.get("scheduled_actions") or [],
    }


def _shown(account: Account, service: Json) -> Json:
    integrations = [
        _integration_reference(item)
        for item in account.table("integrations").values()
        if item[PARENT] == service["id"]
    ]
    policy = account.table("escalation_policies").get(service["escalation_policy"]["id"], {})
    return {
        **service,
        "addons": [],
        "integrations": integrations,
        "teams": account.expand(policy.get("teams", [])),
        "alert_grouping": None,
        "alert_grouping_timeout": None,
        "last_incident_timestamp": _last_incident(account, service["id"]),
    }


def _integration_reference(item: Json) -> Json:
    identity = {"id": item["id"], "type": item["type"] + REFERENCE, "summary": item["name"]}
    return {**identity, **_integration_links(item)}


def _last_incident(account: Account, service: str) -> str | None:
    found = [
        item["created_at"]
        for item in account.table("incidents").values()
        if item["service"]["id"] == service
    ]
    return max(found, default=None)


def _after_service(account: Account, service: Json) -> None:
    for incident in account.table("incidents").values():
        if incident["service"]["id"] == service["id"] and incident["status"] != "resolved":
            incident |= {"status": "resolved", "changed_at": account.stamp()}
    for table in ("integrations", "service_orchestrations"):
        for key, item in list(account.table(table).items()):
            if item.get(PARENT) == service["id"]:
                del account.table(table)[key]


SERVICES = Collection(
    path="/services",
    singular="service",
    plural="services",
    table="services",
    kind="service",
    fields={
        "name": Text(required=True, limit=100),
        "description": Text(),
        "auto_resolve_timeout": Whole(low=0),
        "acknowledgement_timeout": Whole(low=0),
        "status": Choice(values=("active", "warning", "critical", "maintenance", "disabled")),
        "escalation_policy": Reference(kinds=("escalation_policy",), required=True),
        "response_play": Field(),
        "incident_urgency_rule": Shape(
            name="Incident urgency rule",
            fields={
                "type": Choice(values=("constant", "use_support_hours"), required=True),
                "urgency": Choice(values=URGENCIES),
                "during_support_hours": Shape(fields=_CONSTANT),
                "outside_support_hours": Shape(fields=_CONSTANT),
            },
        ),
        "support_hours": Shape(
            name="Support hours",
            fields={
                "type": Choice(values=("fixed_time_per_day",), required=True),
                "time_zone": Zone(required=True),
                "start_time": Text(required=True),
                "end_time": Text(required=True),
                "days_of_week": Each(of=Whole(low=1, high=7), low=1, required=True),
            },
        ),
        "scheduled_actions": Each(
            of=Shape(
                name="Scheduled action",
                fields={
                    "type": Choice(values=("urgency_change",), required=True),
                    "to_urgency": Choice(values=("high",), required=True),
                    "at": Shape(
                        required=True,
                        name="At",
                        fields={
                            "type": Choice(values=("named_time",), required=True),
                            "name": Choice(values=("support_hours_start", "support_hours_end")),
                        },
                    ),
                },
            )
        ),
        "alert_creation": Choice(values=("create_incidents", "create_alerts_and_incidents")),
        "alert_grouping_parameters": Shape(
            name="Alert grouping parameters",
            fields={
                "type": Choice(
                    values=("time", "intelligent", "content_based", "content_based_intelligent")
                ),
                "config": Field(),
            },
        ),
        "auto_pause_notifications_parameters": Shape(
            name="Auto pause notifications parameters",
            fields={"enabled": Flag(), "timeout": Choice(values=_PAUSES)},
        ),
    },
    defaults={
        "description": None,
        "auto_resolve_timeout": 14_400,
        "acknowledgement_timeout": 1_800,
        "incident_urgency_rule": {"type": "constant", "urgency": "high"},
        "support_hours": None,
        "scheduled_actions": [],
        "alert_creation": "create_alerts_and_incidents",
        "response_play": None,
    },
    unique="name",
    reasons=_hours_hold,
    build=_complete,
    show=_shown,
    after_delete=_after_service,
)


_EMAIL_DEFAULTS = {
    "email_incident_creation": "on_new_email",
    "email_filter_mode": "all-email",
    "email_filters": [],
    "email_parsers": [],
    "email_parsing_fallback": "open_new_incident",
}


def _integration_holds(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    if new.get("type", GENERIC) == GENERIC and not new.get("vendor"):
        yield "Type can't be blank"
    for item in account.table("integrations").values():
        for key in ("integration_key", "integration_email"):
            if item is not old and new.get(key) and item.get(key) == new[key]:
                yield f"{key.replace('_', ' ').capitalize()} has already been taken"


def _integration_built(account: Account, item: Json) -> Json:
    # The contract doesn't list the type that a vendor's integration keeps here; it is the one that
    # the official client sends, and takes without seeing a change in it.
    complete = {"created_at": account.stamp(), "type": GENERIC, "vendor": None, **item}
    vendor = complete["vendor"] and account.get("vendors", complete["vendor"]["id"])
    if EMAIL in (complete["type"], (vendor or {}).get("generic_service_type")):
        return {"integration_email": _address(complete), **_EMAIL_DEFAULTS, **complete}
    return {"integration_key": account.new_hex(32), "config": {}, **complete}


def _address(item: Json) -> str:
    name = str(item["name"]).lower().replace(" ", "-")
    return f"{name}-{str(item['id']).lower()}@{SITE.removeprefix('https://')}"


def _integration_shown(account: Account, item: Json) -> Json:
    stored = account.table("integrations")[item["id"]]
    service = account.reference("service", stored[PARENT])
    return {**item, "service": service, **_integration_links(stored)}


def _integration_links(item: Json) -> Json:
    path = f"services/{item[PARENT]}/integrations/{item['id']}"
    return {"self": f"{API}/{path}", "html_url": f"{SITE}/{path}"}


INTEGRATIONS = Collection(
    path="/services/{parent}/integrations",
    singular="integration",
    plural="integrations",
    table="integrations",
    fields={
        "name": Text(limit=255),
        "type": Text(limit=100),
        "vendor": Reference(kinds=("vendor",)),
        "integration_key": Text(limit=64),
        "integration_email": Text(limit=255),
        "email_incident_creation": Text(),
        "email_filter_mode": Text(),
        "email_filters": Field(),
        "email_parsers": Field(),
        "email_parsing_fallback": Text(),
    },
    defaults={"name": "Integration"},
    owner="services",
    reasons=_integration_holds,
    build=_integration_built,
    show=_integration_shown,
)

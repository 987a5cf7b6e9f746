"""What every account has from the start: vendors, priorities, licences.

The vendors' names and ids of Amazon CloudWatch and Datadog are the real ones; the list is filled
up to more than a page of 100, so that a client that doesn't page is found out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pagerduty.collection import Collection
from sandbox.pagerduty.people import LICENSE, ROLES

if TYPE_CHECKING:
    from sandbox.pagerduty.account import Account, Json

ABILITIES = (
    "coordinated_responding",
    "event_rules",
    "manage_api_keys",
    "manage_schedules",
    "on_call_selections",
    "permissions_service",
    "preview_incident_alert_split",
    "priorities",
    "read_only_users",
    "service_support_hours",
    "teams",
    "urgencies",
)

_EVENTS = "events_api_v2_inbound_integration"
_VENDORS = {
    "Amazon CloudWatch": ("PZQ6AUS", "aws_cloudwatch_inbound_integration"),
    "Datadog": ("PAM4FGS", _EVENTS),
    "Events API V2": ("PVENDV2", _EVENTS),
    "Prometheus": ("PVPROM1", _EVENTS),
    "Sentry": ("PVSEN01", _EVENTS),
    "Email": ("PVMAIL1", "generic_email_inbound_integration"),
}
_FILLERS = 130
_PRIORITIES = {
    "P1": ("PSLWBL8", "a8171c", "Critical"),
    "P2": ("P53ZZH5", "eb6016", "High"),
    "P3": ("PGE9YCZ", "f9b406", "Minor"),
    "P4": ("PVJPWYW", "555555", "Low"),
    "P5": ("P81SUUT", "555555", "Cosmetic"),
}
_READ = frozenset({"list", "get"})
_LIST = frozenset({"list"})

VENDORS = Collection(
    path="/vendors",
    singular="vendor",
    plural="vendors",
    table="vendors",
    kind="vendor",
    fields={},
    operations=_READ,
)
PRIORITIES = Collection(
    path="/priorities",
    singular="priority",
    plural="priorities",
    table="priorities",
    kind="priority",
    fields={},
    operations=_LIST,
)
LICENSES = Collection(
    path="/licenses",
    singular="license",
    plural="licenses",
    table="licenses",
    kind="license",
    fields={},
    operations=_LIST,
)


def stock(account: Account) -> None:
    """Give a new account its catalogs; an account that has them is left alone."""
    if account.store.data.get("stocked"):
        return
    account.store.data["stocked"] = True
    _put(account, "vendors", [_vendor(name, *rest) for name, rest in _vendors().items()])
    _put(account, "priorities", [_priority(name, *rest) for name, rest in _PRIORITIES.items()])
    _put(account, "licenses", [_license()])


def _put(account: Account, table: str, items: list[Json]) -> None:
    account.table(table).update({item["id"]: item for item in items})


def _vendors() -> dict[str, tuple[str, str]]:
    fillers = {
        f"Monitoring Tool {number:03}": (f"PVT{number:04}", _EVENTS) for number in range(_FILLERS)
    }
    return dict(sorted((_VENDORS | fillers).items()))


def _vendor(name: str, identifier: str, kind: str) -> Json:
    logo = f"https://pdpartner.s3.amazonaws.com/{identifier}"
    return {
        "id": identifier,
        "name": name,
        "long_name": name,
        "website_url": None,
        "logo_url": f"{logo}.png",
        "thumbnail_url": f"{logo}_thumb.png",
        "description": f"{name} integration",
        "is_pd_cef": True,
        "connectable": False,
        "integration_guide_url": None,
        "alert_creation_editable": True,
        "alert_creation_default": "create_alerts_and_incidents",
        "generic_service_type": kind,
    }


def _priority(name: str, identifier: str, color: str, description: str) -> Json:
    return {
        "id": identifier,
        "name": name,
        "description": description,
        "color": color,
        "order": int(name.removeprefix("P")),
        "schema_version": 0,
        "created_at": "2020-01-01T00:00:00Z",
        "updated_at": "2020-01-01T00:00:00Z",
    }


def _license() -> Json:
    return {
        "id": LICENSE,
        "name": "Business (Full User)",
        "description": "",
        "valid_roles": list(ROLES),
        "role_group": "FullUser",
        "current_value": 0,
        "allocations_available": 1000,
    }

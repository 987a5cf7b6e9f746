"""What keeps incidents down: maintenance windows and the grouping of alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pagerduty import moments
from sandbox.pagerduty.account import Account, Json, mentioned
from sandbox.pagerduty.collection import Answer, Call, Collection
from sandbox.pagerduty.errors import ApiError
from sandbox.pagerduty.fields import Choice, Each, Field, Moment, Reference, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_GROUPING = {
    "time": {"timeout"},
    "intelligent": {"time_window", "iag_fields"},
    "content_based": {"time_window", "aggregate", "fields"},
    "content_based_intelligent": {"time_window", "aggregate", "fields", "iag_fields"},
}
_TITLES = ("summary", "self", "html_url")


def _in_order(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    del old
    start, end = moments.parse(new["start_time"]), moments.parse(new["end_time"])
    if end <= max(start, account.now()):
        yield "End time must be in the future and after the start time"


def _numbered(account: Account, window: Json) -> Json:
    number = len(account.table("maintenance_windows")) + 1
    complete = {"sequence_number": number, "teams": [], **window}
    if moments.parse(window["start_time"]) < account.now():
        complete["start_time"] = account.stamp()
    return complete


def _not_over(account: Account, window: Json) -> None:
    if moments.parse(window["end_time"]) <= account.now():
        raise ApiError(405, "Maintenance window already ended", 2001)


MAINTENANCE_WINDOWS = Collection(
    path="/maintenance_windows",
    singular="maintenance_window",
    plural="maintenance_windows",
    table="maintenance_windows",
    kind="maintenance_window",
    fields={
        "description": Text(),
        "start_time": Moment(required=True),
        "end_time": Moment(required=True),
        "services": Each(required=True, low=1, of=Reference(kinds=("service",))),
    },
    defaults={"description": None, "created_by": None},
    reasons=_in_order,
    build=_numbered,
    before_delete=_not_over,
)


def _groupable(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    allowed = _GROUPING[new["type"]]
    if unknown := sorted(set(new.get("config") or {}) - allowed - {"recommended_time_window"}):
        yield f"Config {unknown[0]} is not allowed for type {new['type']}"
    mine = mentioned(new["services"])
    for other in account.table("alert_grouping_settings").values():
        if other is not old and mentioned(other["services"]) & mine:
            yield "Services already have an alert grouping setting"


def _grouping_shown(account: Account, item: Json) -> Json:
    del account
    services = [{**service, "name": service["summary"]} for service in item["services"]]
    shown = {**item, "services": services}
    return {key: value for key, value in shown.items() if key not in _TITLES}


def _grouping_built(account: Account, item: Json) -> Json:
    return {"created_at": account.stamp(), **item, "updated_at": account.stamp()}


GROUPING_SETTINGS = Collection(
    path="/alert_grouping_settings",
    singular="alert_grouping_setting",
    plural="alert_grouping_settings",
    table="alert_grouping_settings",
    fields={
        "name": Text(limit=255),
        "description": Text(),
        "type": Choice(values=tuple(_GROUPING), required=True),
        "config": Field(),
        "services": Each(required=True, low=1, of=Reference(kinds=("service",))),
    },
    defaults={"name": None, "description": None},
    reasons=_groupable,
    build=_grouping_built,
    show=_grouping_shown,
)


def list_grouping_settings(call: Call) -> Answer:
    """GET /alert_grouping_settings: paged by cursor, unlike the rest; here on one page."""
    found = GROUPING_SETTINGS.list(call).body["alert_grouping_settings"]
    body = {"alert_grouping_settings": found, "after": "", "before": "", "total": None}
    return Answer(200, {**body, "limit": 25})

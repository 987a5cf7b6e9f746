"""Maintenance windows, in which a service wakes nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pagerduty import moments
from sandbox.pagerduty.collection import Collection
from sandbox.pagerduty.errors import ApiError
from sandbox.pagerduty.fields import Each, Moment, Reference, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.pagerduty.account import Account, Json


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


def is_maintained(account: Account, service: Json) -> bool:
    """Whether one of a service's windows is open now."""
    now = account.now()
    return any(
        moments.parse(window["start_time"]) <= now < moments.parse(window["end_time"])
        for window in account.referrers("maintenance_windows", service["id"])
    )

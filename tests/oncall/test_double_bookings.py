"""Somebody on call at two levels at once is told once, however many levels and escalations."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from setpoint.oncall import double_bookings
from tests.review.conftest import alert, cpu, project, sides, write

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.catalog.model import Catalog

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
EVERYBODY = [{"schedule": "primary"}, {"schedule": "secondary"}]


def catalog(folder: Path, second: list[str]) -> Catalog:
    """Two escalations, both of which tell both schedules again at the end."""
    found = deepcopy(project({"cpu": alert(cpu())}))
    layer = found["schedules"]["primary"]["layers"][0]
    found["schedules"]["secondary"] = {"time_zone": "UTC", "layers": [{**layer, "people": second}]}
    rules = [
        {"notify": EVERYBODY[:1]},
        {"after": "15m", "notify": EVERYBODY[1:]},
        {"after": "60m", "notify": EVERYBODY},
    ]
    found["escalations"] = {"core": {"rules": rules}, "fast": {"rules": rules}}
    return sides(write(folder, found, {"prod": {}}))["prod"].catalog


def test_it_is_told_once(tmp_path: Path) -> None:
    same = catalog(tmp_path, ["ana", "ben"])

    found = double_bookings(same, START, START + timedelta(weeks=2))

    assert [(each.start, each.person) for each in found] == [
        (START, "ana"),
        (START + timedelta(weeks=1), "ben"),
    ]
    assert {each.schedules for each in found} == {("primary", "secondary")}
    assert {each.escalations for each in found} == {("core", "fast")}


def test_nobody_is_booked_twice_in_the_other_order(tmp_path: Path) -> None:
    other = catalog(tmp_path, ["ben", "ana"])

    assert double_bookings(other, START, START + timedelta(weeks=2)) == ()

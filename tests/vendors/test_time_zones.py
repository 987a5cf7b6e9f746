"""The time zones that PagerDuty's provider takes, and what other names are sent as."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from setpoint.vendors.time_zones import (
    like_time_zones,
    pagerduty_time_zone,
    pagerduty_time_zones,
    sent_clock,
)

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
START = datetime(2026, 1, 1, tzinfo=UTC)


def names() -> list[str]:
    """The database's own names; a machine may know more."""
    return (files("tzdata") / "zones").read_text(encoding="utf-8").split()


@cache
def offsets(zone: str, since: datetime, years: int) -> tuple[timedelta | None, ...]:
    clock = ZoneInfo(zone)
    days = (since + timedelta(days=day) for day in range(0, years * 365, 5))
    return tuple(day.astimezone(clock).utcoffset() for day in days)


def test_the_list_is_the_providers(shared_dir: Path) -> None:
    recorded = shared_dir / "recordings" / "checks" / "pagerduty-time-zones.txt"
    assert pagerduty_time_zones() == set(recorded.read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("UTC", "Etc/UTC"),
        ("Zulu", "Etc/UTC"),
        ("Europe/Kyiv", "Europe/Kiev"),
        ("Europe/Kiev", "Europe/Kiev"),
        ("Europe/Stockholm", "Europe/Stockholm"),
        ("Europe/Oslo", "Europe/Berlin"),
        ("US/Eastern", "America/New_York"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("America/Toronto", None),
        ("Africa/Lagos", None),
        ("Etc/GMT-3", None),
    ],
)
def test_what_a_name_is_sent_as(written: str, sent: str | None) -> None:
    assert pagerduty_time_zone(written) == sent


def test_zones_with_the_same_clock_are_told() -> None:
    assert "America/New_York" in like_time_zones("America/Toronto")
    assert like_time_zones("Antarctica/Troll") == ()


@pytest.mark.parametrize(
    ("written", "sent"),
    [("UTC", "Etc/UTC"), ("America/Toronto", "America/New_York"), ("Asia/Tokyo", "Asia/Tokyo")],
)
def test_hours_are_sent_in_a_zone_of_the_same_clock(written: str, sent: str) -> None:
    assert sent_clock(written) == sent


def test_what_is_sent_keeps_the_same_time() -> None:
    known = {name: sent for name in names() if (sent := pagerduty_time_zone(name)) is not None}
    assert len(known) > 250
    assert pagerduty_time_zones().issuperset(known.values())
    for name, sent in known.items():
        assert offsets(name, LONG_AGO, 30) == offsets(sent, LONG_AGO, 30), name


def test_zones_like_another_keep_its_time_over_two_years() -> None:
    for name in names():
        for like in like_time_zones(name):
            assert offsets(name, START, 2) == offsets(like, START, 2), (name, like)

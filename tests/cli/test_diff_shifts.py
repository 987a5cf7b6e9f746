"""`setpoint diff` of a rota, at a fixed day."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from html import unescape
from typing import TYPE_CHECKING

import pytest

from setpoint.cli import _clock
from tests.review.conftest import alert, cpu, write
from tests.review.conftest import project as config

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess


@pytest.fixture
def diff(
    project: Path, setpoint: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., CompletedProcess[str]]:
    """Compare the rotation of Ana and Ben with another one, on Monday 23 November 2026."""
    monkeypatch.setattr(_clock, "today", lambda: date(2026, 11, 23))

    def run(people: list[str], *arguments: str) -> CompletedProcess[str]:
        for name, each in (("old", ["ana", "ben"]), ("new", people)):
            found = config({"cpu": alert(cpu())})
            found["schedules"]["primary"]["layers"][0]["people"] = each
            write(project / name, found, {"prod": {}, "staging": {}})
        return setpoint("diff", "old", "new", *arguments)

    return run


@pytest.mark.parametrize(
    ("form", "tells"),
    [
        ("terminal", True),
        ("markdown", True),
        ("html", True),
        ("sarif", False),
        ("annotations", False),
    ],
)
def test_formats_for_people_tell_whose_shifts_change(
    form: str, tells: bool, diff: Callable[..., CompletedProcess[str]]
) -> None:
    done = diff(["ben", "ana"], "-f", form)

    assert ("Whose shifts change in the next 8 weeks" in done.stdout) is tells
    assert ("Mon 2026-11-30 09:00" in unescape(done.stdout)) is tells


def test_json_begins_today_and_ends_in_eight_weeks(
    diff: Callable[..., CompletedProcess[str]],
) -> None:
    found = json.loads(diff(["ana"], "-e", "prod", "-f", "json").stdout)["shifts"]

    assert datetime.fromisoformat(found["from"]) == datetime(2026, 11, 23, tzinfo=UTC)
    assert datetime.fromisoformat(found["to"]) == datetime(2027, 1, 18, tzinfo=UTC)
    assert {(each["environment"], each["before"]) for each in found["changes"]} == {("prod", "ben")}


def test_a_rota_is_a_difference_although_no_alert_differs(
    diff: Callable[..., CompletedProcess[str]],
) -> None:
    turned = diff(["ben", "ana"], "--exit-code")

    assert turned.stdout.startswith("No alert differs in itself; 1 edit between old and new.")
    assert turned.returncode == 1
    assert diff(["ben", "ana"]).returncode == 0
    assert diff(["ana", "ben"], "--exit-code").returncode == 0

"""QuickSell's rota: its four-week table, what changes when somebody leaves, every format."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from setpoint.catalog import load_catalog
from setpoint.oncall import hours_by_person, roster, shift_changes
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.catalog.model import Catalog

_FIRST = datetime(2025, 11, 24, 9, tzinfo=UTC)
_ALL_FOUR = "[engineer-a, engineer-b, engineer-c, engineer-d]"


@pytest.fixture(scope="module")
def prod() -> Catalog:
    return load_catalog(ROOT, "prod")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy whose rota can be edited."""
    for folder in ("alerts", "docs/runbooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for path in ROOT.glob("Pulumi*.yaml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "setpoint", "oncall", "--env", "prod", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def _edit_rota(project: Path, old: str, new: str) -> None:
    path = project / "alerts" / "quicksell.yaml"
    path.write_text(path.read_text().replace(old, new, 1))


def test_each_week_has_the_primary_and_secondary_of_the_table(prod: Catalog) -> None:
    found = roster(prod, _FIRST, 4)
    people = {name: [s.person[-1] for s in shifts] for name, shifts in found.shifts.items()}
    assert people == {"primary": list("abcd"), "secondary": list("bcda")}
    assert found.sound


def test_somebody_who_leaves_hands_their_weeks_to_the_others(prod: Catalog, project: Path) -> None:
    _edit_rota(project, f"        people: {_ALL_FOUR}", "        people: [engineer-a, engineer-b]")
    changes = shift_changes(
        prod, load_catalog(project, "prod"), _FIRST, _FIRST + timedelta(weeks=4)
    )
    weeks = [(c.schedule, c.before, c.after, (c.start - _FIRST).days // 7) for c in changes]
    assert weeks == [
        ("primary", "engineer-c", "engineer-a", 2),
        ("primary", "engineer-d", "engineer-b", 3),
    ]
    week = 7 * 24
    assert hours_by_person(changes) == {
        "engineer-c": -week,
        "engineer-a": week,
        "engineer-d": -week,
        "engineer-b": week,
    }


def test_the_same_rota_changes_nobodys_shifts(prod: Catalog) -> None:
    assert shift_changes(prod, prod, _FIRST, _FIRST + timedelta(weeks=8)) == ()


def test_an_uncovered_hour_is_found_with_exit_code_1(project: Path) -> None:
    fine = _run(project, "--from", "2025-12-01", "--weeks", "2")
    assert (fine.returncode, fine.stderr) == (0, "")
    assert "Every hour is covered" in fine.stdout
    before_the_start = _run(project, "--from", "2025-11-17", "--weeks", "1")
    assert before_the_start.returncode == 1
    assert "Nobody is on call on primary from Mon 2025-11-17 00:00" in before_the_start.stdout


def test_json_has_every_shift(project: Path) -> None:
    answer = json.loads(_run(project, "--from", "2025-12-01", "--format", "json").stdout)
    first = answer["schedules"]["primary"][0]
    assert first["person"] == "engineer-a"
    assert first["to"] == "2025-12-01T09:00:00+00:00"
    assert answer["gaps"] == answer["double_bookings"] == []


def test_the_calendar_is_read_by_others_and_the_same_each_time(project: Path) -> None:
    text = _run(project, "--from", "2025-12-01", "--weeks", "4", "--format", "ical").stdout
    events = list(Calendar.from_ical(text).walk("VEVENT"))
    assert str(events[0]["summary"]) == "Engineer A on call (primary)"
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert text == _run(project, "--from", "2025-12-01", "--weeks", "4", "--format", "ical").stdout


def test_the_page_escapes_what_it_shows(project: Path) -> None:
    _edit_rota(project, "name: Engineer A", "name: <script>A</script>")
    page = _run(project, "--from", "2025-12-01", "--format", "html").stdout
    assert "<script>A" not in page
    assert "&lt;script&gt;A&lt;/script&gt;" in page

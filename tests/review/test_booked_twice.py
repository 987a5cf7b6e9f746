"""Who is on call at two levels at once by a change is told, and by nothing else."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema

from setpoint.oncall import RotaComparison, compare_rotas
from setpoint.report.review_json import review_json
from setpoint.report.review_markdown import review_markdown
from setpoint.report.review_page.bookings import booked_section
from setpoint.report.review_page.shifts import shift_section
from setpoint.review import Verdict, review
from tests.review.conftest import Prices, alert, cpu, project, sides, write

SCHEMA = Path(__file__).parents[2] / "schema" / "review.schema.json"
START = datetime(2026, 11, 23, tzinfo=UTC)
BOTH: dict[str, Any] = {"prod": {}, "staging": {"paging": True}}
STRETCH = "from Mon 2026-11-23 09:00 to Mon 2026-11-30 09:00"


def rota(first: list[str], second: list[str], *, told: bool = True) -> dict[str, Any]:
    """A project with two schedules, the second told after a quarter of an hour."""
    found = deepcopy(project({"cpu": alert(cpu())}))
    primary = found["schedules"]["primary"]
    found["schedules"]["secondary"] = deepcopy(primary)
    primary["layers"][0]["people"] = first
    found["schedules"]["secondary"]["layers"][0]["people"] = second
    if told:
        found["escalations"]["core"]["rules"][1]["notify"] = [{"schedule": "secondary"}]
    return found


def compared(
    folder: Path, old: dict[str, Any] | None, new: dict[str, Any], weeks: int = 2
) -> RotaComparison | None:
    catalogs = [
        {name: side.catalog for name, side in sides(write(folder / key, each, BOTH)).items()}
        if each
        else {}
        for key, each in (("old", old), ("new", new))
    ]
    return compare_rotas(*catalogs, START, weeks)


def entries(rotas: RotaComparison | None) -> list[tuple[str, str, str]]:
    return [(each.subject, each.where, each.text) for each in booked_section(rotas).entries]


def test_a_rotation_that_books_somebody_twice_says_so(tmp_path: Path) -> None:
    old = rota(["ana", "ben"], ["ben", "ana"])

    told = entries(compared(tmp_path, old, rota(["ana"], ["ben", "ana"]), weeks=8))

    ((person, where, text),) = told
    assert (person, where) == ("Ana", "prod and staging")
    assert text.startswith("is on call on both primary and secondary of core from Mon 2026-11-")
    assert text.endswith(", and 4 more times")


def test_an_escalation_that_asks_a_second_schedule_says_so_without_shifts(tmp_path: Path) -> None:
    people = ["ana", "ben"], ["ana", "ben"]
    rotas = compared(tmp_path, rota(*people, told=False), rota(*people))

    assert {person for person, _, _ in entries(rotas)} == {"Ana", "Ben"}
    assert any(STRETCH in text for _, _, text in entries(rotas))
    section = shift_section(rotas)
    assert (section.shifts, section.hours) == ((), ())


def test_a_booking_that_was_there_is_not_told_again(tmp_path: Path) -> None:
    people = ["ana", "ben"], ["ana", "ben"]
    grown = rota(["ana", "ben"], ["ana", "ben"])
    grown["schedules"]["primary"]["overrides"] = [
        {"person": "eve", "start": "2026-11-24 09:00", "end": "2026-11-25 09:00"}
    ]

    assert compared(tmp_path, rota(*people), rota(*people)) is None
    assert entries(compared(tmp_path, rota(*people), grown)) == []
    ((_, _, text),) = entries(compared(tmp_path, grown, rota(*people)))
    assert text.endswith("from Tue 2026-11-24 09:00 to Wed 2026-11-25 09:00")


def test_a_new_environment_tells_whom_it_books_twice(tmp_path: Path) -> None:
    assert entries(compared(tmp_path, None, rota(["ana"], ["ana"])))


def test_every_format_that_tells_shifts_tells_it(tmp_path: Path) -> None:
    people = ["ana", "ben"], ["ana", "ben"]
    old, new = rota(*people, told=False), rota(*people)
    rotas = compared(tmp_path, old, new)
    found = review(
        sides(write(tmp_path / "old", old, BOTH)),
        sides(write(tmp_path / "new", new, BOTH)),
        pricing=Prices(),
    )

    document = json.loads(review_json(found, Verdict(), rotas))

    jsonschema.validate(document, json.loads(SCHEMA.read_text()))
    booked = document["shifts"]["double_bookings"]
    assert {each["environment"] for each in booked} == {"prod", "staging"}
    assert {tuple(each["schedules"]) for each in booked} == {("primary", "secondary")}
    comment = review_markdown(found, Verdict(), rotas)
    assert "**Booked twice in the next 2 weeks**" in comment
    assert "on both primary and secondary of core from Mon 2026-11-23" in comment

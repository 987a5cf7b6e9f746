"""Somebody joins or leaves a rotation: whose shifts change, in every format that tells it."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from setpoint.oncall import RotaComparison, compare_rotas
from setpoint.report.plain import Paper
from setpoint.report.review_html import review_html
from setpoint.report.review_json import review_json
from setpoint.report.review_markdown import review_markdown
from setpoint.report.review_page.shifts import shift_section
from setpoint.report.review_terminal import review_text
from setpoint.review import Review, Verdict, review
from tests.review.conftest import Config, Prices, alert, cpu, project, sides, write

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = Path(__file__).parents[2] / "schema" / "review.schema.json"
START = datetime(2026, 11, 23, tzinfo=UTC)  # a Monday; Ana's week begins at nine
BOTH: dict[str, Any] = {"prod": {}, "staging": {"paging": True}}
Compared = tuple[Review, RotaComparison | None]


def rota(*people: str, **layer: Any) -> Config:
    """A project whose schedule `primary` has these people."""
    found = deepcopy(project({"cpu": alert(cpu())}))
    found["schedules"]["primary"]["layers"][0].update(people=list(people), **layer)
    return found


@pytest.fixture
def compared(tmp_path: Path) -> Callable[..., Compared]:
    """A function from two configs (None for no project) to the review and the rotas."""

    def run(old: Config | None, new: Config, weeks: int = 8) -> Compared:
        base = sides(write(tmp_path / "old", old, BOTH)) if old else {}
        head = sides(write(tmp_path / "new", new, BOTH))
        before, after = ({k: v.catalog for k, v in each.items()} for each in (base, head))
        found = review(base, head, pricing=Prices(), names=("main", "the branch"))
        return found, compare_rotas(before, after, START, weeks)

    return run


def test_the_section_names_each_stretch_then_the_hours(compared: Callable[..., Compared]) -> None:
    _, rotas = compared(rota("ana", "ben"), rota("ana", "ben", "eve"), weeks=4)

    section = shift_section(rotas)

    where = "primary in prod and staging (UTC)"
    assert section.title == "Whose shifts change in the next 4 weeks"
    assert [line.text for line in section.shifts] == [
        f"{where}: Mon 2026-11-23 00:00 to Mon 2026-11-23 09:00 Ben -> Ana",
        f"{where}: Mon 2026-11-23 09:00 to Mon 2026-11-30 09:00 Ana -> Ben",
        f"{where}: Mon 2026-11-30 09:00 to Mon 2026-12-07 09:00 Ben -> Eve",
    ]
    assert section.hours == (("prod and staging", "Eve +168 h, Ben -9 h, Ana -159 h"),)


def test_environments_with_another_change_are_told_apart(tmp_path: Path) -> None:
    layers = [{"rotation": "weekly", "handoff": "monday 09:00", "start": "2025-11-24"}]
    apart = {"schedules": {"primary": {"layers": [{**layers[0], "people": ["eve"]}]}}}
    old = sides(write(tmp_path / "old", rota("ana", "ben"), BOTH))
    new = sides(
        write(tmp_path / "new", rota("ana"), {"prod": {}, "staging": {"paging": True, **apart}})
    )
    before, after = ({k: v.catalog for k, v in each.items()} for each in (old, new))

    section = shift_section(compare_rotas(before, after, START, 2))

    assert {line.where for line in section.shifts} == {
        "primary in prod (UTC)",
        "primary in staging (UTC)",
    }
    assert [where for where, _ in section.hours] == ["prod", "staging"]


def test_a_zone_is_called_as_the_config_calls_it(compared: Callable[..., Compared]) -> None:
    old, new = rota("ana"), rota("eve")
    for each in (old, new):
        each["schedules"]["primary"]["time_zone"] = "Europe/Kyiv"  # Europe/Kiev at PagerDuty

    (line,) = shift_section(compared(old, new, weeks=2)[1]).shifts

    assert line.where == "primary in prod and staging (Europe/Kyiv)"


def test_another_name_of_a_zone_is_no_change(compared: Callable[..., Compared]) -> None:
    old, new = rota("ana"), rota("ana")
    old["schedules"]["primary"]["time_zone"] = "Europe/Kiev"
    new["schedules"]["primary"]["time_zone"] = "Europe/Kyiv"

    assert compared(old, new)[0].empty


def test_times_are_on_the_schedule_s_wall_clock(compared: Callable[..., Compared]) -> None:
    old, new = rota("ana"), rota("eve")
    for each in (old, new):
        each["schedules"]["primary"]["time_zone"] = "Asia/Tokyo"

    (line,) = shift_section(compared(old, new, weeks=2)[1]).shifts

    assert (line.where, line.when) == (
        "primary in prod and staging (Asia/Tokyo)",
        "Mon 2026-11-23 09:00 to Mon 2026-12-07 09:00",
    )


def test_a_swap_leaves_the_hours_as_they_were(compared: Callable[..., Compared]) -> None:
    section = shift_section(compared(rota("ana", "ben"), rota("ben", "ana"), weeks=2)[1])

    assert [line.who for line in section.shifts] == ["Ben -> Ana", "Ana -> Ben", "Ben -> Ana"]
    same = "everybody has as many as before"
    assert section.hours == (("prod and staging", same),)


def test_hours_that_nobody_takes_are_said(compared: Callable[..., Compared]) -> None:
    found, rotas = compared(rota("ana"), rota("ana", end="2026-12-07"))

    (line,) = shift_section(rotas).shifts
    colored = review_text(found, Verdict(), Paper(colours=True), rotas)

    assert line.uncovered
    assert line.who == "Ana -> nobody"
    assert "\x1b[31mAna -> nobody\x1b[0m" in colored


def test_two_people_of_one_name_are_told_by_id(compared: Callable[..., Compared]) -> None:
    old, new = rota("ana"), rota("eve")
    for each in (old, new):
        each["people"]["eve"]["name"] = "Ana"

    (line,) = shift_section(compared(old, new)[1]).shifts

    assert line.who == "Ana (ana) -> Ana (eve)"


def test_a_new_environment_has_a_rota_that_nobody_had(compared: Callable[..., Compared]) -> None:
    section = shift_section(compared(None, rota("ana"), weeks=1)[1])

    assert [line.who for line in section.shifts] == ["nobody -> Ana"]
    assert section.hours == (("prod and staging", "Ana +168 h"),)


def test_a_long_list_is_cut_and_says_so(compared: Callable[..., Compared]) -> None:
    daily = {"rotation": "daily", "handoff": "09:00"}
    _, rotas = compared(rota("ana", "ben", **daily), rota("ben", "ana", **daily))
    assert rotas

    lines = shift_section(rotas).shifts

    changes = len(rotas.environments[0].shifts)
    assert changes > 50
    assert len(lines) == 10
    assert lines[-1].when == f"... {changes - 9} more; --format json has them all"


def test_an_unchanged_rota_says_nothing(compared: Callable[..., Compared]) -> None:
    old, new = rota("ana", "ben"), rota("ana", "ben")
    new["schedules"]["primary"]["description"] = "Woken first"
    new["people"]["ana"]["name"] = "Anna"

    found, rotas = compared(old, new)

    assert rotas is None
    assert "shifts" not in json.loads(review_json(found, Verdict(), rotas))
    assert "shifts" not in review_text(found, Verdict(), Paper(), rotas)


def test_json_is_as_the_schema_says(compared: Callable[..., Compared]) -> None:
    found, rotas = compared(rota("ana"), rota("eve"), weeks=1)

    document = json.loads(review_json(found, Verdict(), rotas))

    jsonschema.validate(document, json.loads(SCHEMA.read_text()))
    shifts = document["shifts"]
    assert (shifts["from"], shifts["to"]) == (
        "2026-11-23T00:00:00+00:00",
        "2026-11-30T00:00:00+00:00",
    )
    assert [(c["environment"], c["before"], c["after"]) for c in shifts["changes"]] == [
        ("prod", "ana", "eve"),
        ("staging", "ana", "eve"),
    ]
    assert shifts["hours"][0] == {"environment": "prod", "person": "ana", "hours": -168.0}


def test_the_terminal_has_a_line_for_each(compared: Callable[..., Compared]) -> None:
    found, rotas = compared(rota("ana"), rota("eve"))

    text = review_text(found, Verdict(), Paper(), rotas)

    assert text.endswith("""
Whose shifts change in the next 8 weeks
  primary in prod and staging (UTC)
    Mon 2026-11-23 00:00 to Mon 2027-01-18 00:00  Ana -> Eve
  hours in prod and staging: Eve +1344 h, Ana -1344 h
""")


def test_the_comment_folds_the_stretches(compared: Callable[..., Compared]) -> None:
    found, rotas = compared(rota("ana"), rota("eve"))

    comment = review_markdown(found, Verdict(), rotas)

    shown, _, folded = comment.partition("<details><summary>Each shift</summary>")
    assert "**Whose shifts change in the next 8 weeks**" in shown
    assert "- hours in prod and staging: Eve &#43;1344 h, Ana -1344 h" in shown
    assert "Ana -&#62; Eve" in folded


def test_a_stranger_s_name_stays_text(compared: Callable[..., Compared]) -> None:
    new = rota("eve")
    new["people"]["eve"]["name"] = "<img src=x> @everyone"
    found, rotas = compared(rota("ana"), new)

    page = review_html(found, Verdict(), rotas)
    comment = review_markdown(found, Verdict(), rotas)

    assert "Whose shifts change in the next 8 weeks" in page
    assert "&lt;img src=x&gt;" in page
    assert "<img" not in page + comment
    assert "@everyone" not in comment

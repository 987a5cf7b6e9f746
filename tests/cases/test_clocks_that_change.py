"""Turns in hours over a change of the clocks."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess


def test_the_note_tells_to_which_times_handoffs_move(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("03-dst-nights")
    config = case / "alerts" / "case.yaml"
    # PagerDuty's provider doesn't have the zone that changes by half an hour.
    config.write_text(config.read_text().replace("Australia/Lord_Howe", "Australia/Sydney"))
    command = ("--project", case, "oncall", "--env", "prod", "--weeks", "1", "--from")

    autumn = run(*command, "2026-10-30").stdout
    spring = run(*command, "2027-03-25").stdout

    said = "turns of 12h on new-york-half change at 07:00 and 19:00 instead of 08:00 and 20:00"
    assert f"The clocks change on Sun 2026-11-01: {said} from that day." in autumn
    assert "it lasts 12 hours" not in autumn
    assert "The clocks leap over 02:30 on Sun 2027-03-28" in spring


def test_turns_are_sent_as_they_are_told(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("03-dst-nights")
    config = case / "alerts" / "case.yaml"
    config.write_text(config.read_text().replace("Australia/Lord_Howe", "Australia/Sydney"))

    planned = json.loads(run("--project", case, "plan", "--env", "prod", "--json").stdout)
    told = run("--project", case, "oncall", "--env", "prod", "--weeks", "1", "--from", "2026-10-31")

    (sent,) = [one["inputs"] for one in planned if one["name"] == "new-york-half"]
    (layer,) = sent["layers"]
    # PagerDuty counts turns in seconds from the virtual start.
    start = datetime.fromisoformat(layer["rotationVirtualStart"])
    turns = (start + n * timedelta(seconds=layer["rotationTurnLengthSeconds"]) for n in range(14))
    handoffs = [turn.astimezone(ZoneInfo(sent["timeZone"])) for turn in turns]
    assert {f"{each:%H:%M}" for each in handoffs} == {"08:00", "20:00", "07:00", "19:00"}
    table = told.stdout.partition("new-york-half (America/New_York)")[2].partition("\n\n")[0]
    for each in handoffs[2:]:
        assert f"{each:%a %Y-%m-%d %H:%M}" in table


def test_a_zone_that_pagerduty_lacks_is_refused_and_nothing_else(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    told = run("--project", case_of("03-dst-nights"), "check")
    lines = (told.stdout + told.stderr).splitlines()

    assert lines[0].endswith(
        "schedules.lord-howe.time_zone: PagerDuty takes no time zone 'Australia/Lord_Howe' and has"
        " none with the same clock; write the times in one that it has, such as Etc/UTC"
    )
    assert lines[1:] == ["1 error"]

"""Support hours of a service make its critical alerts quiet at night, and every tool says so."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

BY_HOURS = "page high in support hours, low otherwise (core)"


def test_show_and_explain_tell_urgency_by_hours(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    after = case_of("27-support-hours") / "after"

    shown = run("--project", after, "show", "--env", "prod").stdout
    explained = run("--project", after, "explain", "api/errors", "--env", "prod").stdout

    assert BY_HOURS in shown
    assert BY_HOURS in explained
    assert "time_zone: America/Toronto" in explained
    assert "end: 17:00 " in explained


def test_a_review_tells_the_hours_that_wake_nobody_any_more(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("27-support-hours")

    told = run("diff", case / "before", case / "after").stdout

    hours = "(Mon-Fri 09:00-17:00 America/Toronto)"
    assert f"pages with low urgency outside support hours {hours} now" in told
    assert "outside support hours, now reaches Ana Ruiz (at once, with low urgency);" in told
    assert "no longer reaches Ana Ruiz (at once) and Bo Lind (after 15m)" in told


def test_the_hours_that_wake_nobody_are_a_loss(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("27-support-hours")
    sides = (case / "before", case / "after")

    (loss,) = json.loads(run("diff", "--format", "json", *sides).stdout)["losses"]

    assert (loss["kind"], loss["subject"]) == ("pages-low", "api/errors")
    assert "Mon-Fri 09:00-17:00 America/Toronto" in loss["sentence"]
    assert run("diff", "--fail-on", "pages-low", *sides).returncode == 1


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("escalations.core.repeat", 3, "all of it is repeated 3 times"),
        ("escalations.core.rules.1.wait", "45m", "the last level has 45m instead of 15m until"),
        ("services.api.auto_resolve_timeout", "2h", "of api resolves itself after 2h"),
        ("services.api.acknowledgement_timeout", "10m", "triggers again after 10m instead of 30m"),
        ("people.ana.phone", "+15550100009", "Ana Ruiz is called at another number"),
        ("people.ana.email", "ana@example.org", "Ana Ruiz is written to at another address"),
    ],
)
def test_an_edit_of_who_is_woken_when_is_told(
    case_of: Callable[[str], Path],
    run: Callable[..., CompletedProcess[str]],
    path: str,
    value: object,
    said: str,
) -> None:
    case = case_of("27-support-hours")
    before = case / "before"
    shutil.rmtree(case / "after")
    after = shutil.copytree(before, case / "after")
    file = after / "alerts" / ("a-org.yaml" if path.startswith("people") else "case.yaml")
    config = yaml.safe_load(file.read_text())
    here = config
    *steps, last = path.split(".")
    for step in steps:
        here = here[int(step)] if step.isdigit() else here[step]
    here[last] = value
    file.write_text(yaml.safe_dump(config))

    (edit,) = json.loads(run("diff", "--format", "json", before, after).stdout)["edits"]

    assert edit["path"] == path.replace(".1.", "[1].")
    assert said in run("diff", before, after).stdout

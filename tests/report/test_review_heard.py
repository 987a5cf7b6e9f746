"""Who hears of an alert that came or went is told, as of one that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.report.review_page import review_page
from setpoint.review import Verdict, review
from tests.review.conftest import Prices, alert, cpu, project, sides, write

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.review import Side

KEPT = {"kept": alert(cpu())}
LEVELLED = {key: value for key, value in cpu()["cloudwatch"].items() if key != "threshold"}
PEOPLE = "Ana and Ben (at once, when on call), Eve (after 15m) and #incidents"


def levels(**given: str) -> dict[str, Any]:
    return {"busy": {"summary": "Busy", "levels": given, "cloudwatch": LEVELLED}}


@pytest.mark.parametrize(
    ("less", "more", "subject", "people"),
    [
        (KEPT, {**KEPT, "cpu": alert(cpu())}, "shop/cpu", PEOPLE),
        (KEPT, {**KEPT, "cpu": alert(cpu(), severity="high")}, "shop/cpu", "#alerts"),
        (levels(high="80%"), levels(critical="90%", high="80%"), "shop/busy-critical", PEOPLE),
        ({}, KEPT, "shop/kept", PEOPLE),
    ],
)
def test_an_alert_that_came_or_went_says_whom_it_reaches(
    less: dict[str, Any],
    more: dict[str, Any],
    subject: str,
    people: str,
    tmp_path: Path,
) -> None:
    without, there = (
        sides(write(tmp_path / name, project(alerts), {"prod": {}}))
        for name, alerts in (("without", less), ("there", more))
    )

    assert _heard(without, there) == [(subject, f"now reaches {people}")]
    assert _heard(there, without) == [(subject, f"no longer reaches {people}")]


def _heard(old: dict[str, Side], new: dict[str, Side]) -> list[tuple[str, str]]:
    page = review_page(review(old, new, pricing=Prices()), Verdict())
    (section,) = (each for each in page.rest if each.title == "Who hears of it")
    return [(entry.subject, entry.text) for entry in section.entries]

"""An edit of QuickSell's rota reaches every alert that its schedules are paged for."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from setpoint.review import review
from tests.conftest import ROOT
from tests.review.conftest import Prices, sides

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.review import Edit, Side

BOTH = {"platform", "platform-errors"}
PEOPLE = "people: [engineer-a, engineer-b, engineer-c, engineer-d]\n  secondary:"
WITHOUT_D = "people: [engineer-a, engineer-b, engineer-c]\n  secondary:"
AFTER = "- { after: 5m, notify: [{ person: manager }] }"


@pytest.fixture(scope="module")
def before() -> dict[str, Side]:
    return sides(ROOT)


def edits(before: dict[str, Side], folder: Path, *replaced: tuple[str, str]) -> dict[str, Edit]:
    """Return what is told of edits of the rota, by path."""
    for name in ("alerts", "docs/runbooks"):
        shutil.copytree(ROOT / name, folder / name)
    for path in ROOT.glob("Pulumi*.yaml"):
        shutil.copy(path, folder)
    file = folder / "alerts" / "quicksell.yaml"
    text = file.read_text("utf-8")
    for old, new in replaced:
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return {edit.path: edit for edit in review(before, sides(folder), pricing=Prices()).edits}


def paged(side: Side, escalations: set[str]) -> set[tuple[str, str]]:
    """Return alerts that page by one of some escalations, with their environment."""
    return {
        (alert.id, side.catalog.environment)
        for alert in side.catalog.alerts.values()
        if alert.route.page is not None and alert.route.escalation in escalations
    }


def reached(edit: Edit) -> set[tuple[str, str]]:
    return {(each.alert, each.environment) for each in edit.reach}


def test_a_schedule_of_two_escalations_reaches_the_alerts_of_both(
    before: dict[str, Side], tmp_path: Path
) -> None:
    (edit,) = edits(before, tmp_path, (PEOPLE, WITHOUT_D)).values()

    assert edit.path.startswith("schedules.primary.")
    assert all(paged(before["prod"], {name}) for name in BOTH)
    assert reached(edit) == {each for side in before.values() for each in paged(side, BOTH)}


def test_an_escalation_and_its_schedule_have_their_whole_reach_each(
    before: dict[str, Side], tmp_path: Path
) -> None:
    found = edits(before, tmp_path, (PEOPLE, WITHOUT_D), (AFTER, AFTER.replace("5m", "10m")))

    reach = {path.partition(".rules")[0]: reached(edit) for path, edit in found.items()}
    (schedule,) = (each for path, each in reach.items() if path.startswith("schedules.primary"))
    assert schedule == {each for side in before.values() for each in paged(side, BOTH)}
    errors = {each for side in before.values() for each in paged(side, {"platform-errors"})}
    assert reach["escalations.platform-errors"] == errors

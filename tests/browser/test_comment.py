"""The comment on a pull request, as somebody sees it who reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.report.review_markdown import review_markdown
from tests.browser.github import WIDTH, as_page
from tests.review.pull_request import reviewed

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

# What a screen of 1080 lines shows below the browser's bars.
SCREEN = 950


@pytest.fixture
def comment(show: Callable[..., Page], tmp_path_factory: pytest.TempPathFactory) -> Page:
    text = review_markdown(*reviewed(tmp_path_factory.mktemp("pull-request")))
    return show(as_page(text), width=WIDTH, height=SCREEN)


def test_eight_changes_fit_on_one_screen(comment: Page) -> None:
    box = comment.locator("main").bounding_box()

    assert box is not None
    assert box["height"] <= SCREEN
    assert comment.evaluate("document.documentElement.scrollWidth") <= WIDTH


def test_losses_stand_above_everything_else_that_changed(comment: Page) -> None:
    lost = comment.get_by_text("web/old", exact=True).first.bounding_box()
    table = comment.get_by_role("table").bounding_box()

    assert lost is not None
    assert table is not None
    assert lost["y"] < table["y"]


def test_a_row_says_what_was_edited_and_what_follows(comment: Page) -> None:
    row = comment.get_by_role("row").filter(has_text="shop/cpu")

    assert row.get_by_role("cell").all_inner_texts()[1:3] == [
        "80% to 90%",
        "less sensitive; goes off only above 90%",
    ]


def test_details_are_folded_until_somebody_clicks(comment: Page) -> None:
    detail = comment.get_by_role("listitem").filter(has_text="detected within 11m").first

    assert not detail.is_visible()
    comment.get_by_text("Whom each edit reaches").click()
    assert detail.is_visible()

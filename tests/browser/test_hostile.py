"""What a stranger's pull request says does nothing in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.report.review_html import review_html
from setpoint.report.review_markdown import review_markdown
from setpoint.review import Verdict
from tests.browser.github import as_page
from tests.review.hostile import HOSTILE, hostile_review

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


ACTIVE = "img, script, a"


@pytest.mark.parametrize("form", ["comment", "page"])
def test_hostile_texts_are_shown_as_they_are_written(
    show: Callable[..., Page], tmp_path: Path, form: str
) -> None:
    review = hostile_review(tmp_path)
    html = {
        "comment": lambda: as_page(review_markdown(review, Verdict())),
        "page": lambda: review_html(review, Verdict()),
    }[form]()

    page = show(html)

    assert page.locator(ACTIVE).count() == 0
    assert page.get_by_text("<script>alert(1)</script>").first.is_visible()
    assert HOSTILE[:50] in page.locator("body").inner_text()


def test_the_same_text_would_do_something_if_it_were_taken_as_it_is(
    show: Callable[..., Page],
) -> None:
    page = show(as_page(HOSTILE.replace("<script>alert(1)</script>", "")))

    assert page.locator(ACTIVE).count() > 0

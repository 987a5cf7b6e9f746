"""The pages that Setpoint writes: of a review, of a rota."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.report.review_html import review_html
from tests.conftest import ROOT
from tests.review.pull_request import reviewed

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

DESK, PHONE = 1280, 390
# A cell or a paragraph in which a word has room.
NARROWEST = 50


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    rota = subprocess.run(
        [sys.executable, "-m", "setpoint", "oncall", "--env", "prod", "--format", "html"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    review = review_html(*reviewed(tmp_path_factory.mktemp("pull-request")))
    return {"review": review, "rota": rota.stdout}


@pytest.mark.parametrize("name", ["review", "rota"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_page_is_as_wide_as_its_window(
    show: Callable[..., Page], pages: dict[str, str], name: str, width: int
) -> None:
    page = show(pages[name], width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("heading", level=1).is_visible()
    texts = page.locator("td:visible, h3:visible, p:visible, li:visible").all()
    boxes = [text.bounding_box() for text in texts]
    assert min(box["width"] for box in boxes if box) > NARROWEST


@pytest.mark.parametrize(("width", "screens"), [(1200, 1.6), (PHONE, 3.5)])
def test_eight_changes_read_well(
    show: Callable[..., Page], pages: dict[str, str], width: int, screens: float
) -> None:
    page = show(pages["review"], width=width)

    titles = page.locator("article h3")
    assert titles.count() >= 7
    lines = [title.bounding_box() for title in titles.all()]
    assert max(line["height"] for line in lines if line) <= (25 if width > PHONE else 50)
    assert page.evaluate("document.documentElement.scrollHeight") <= screens * 950


def test_a_picture_has_the_lines_where_the_thresholds_are(
    show: Callable[..., Page], pages: dict[str, str]
) -> None:
    picture = show(pages["review"]).get_by_role("img", name="threshold from 80% to 90%")

    old, new = (_place(picture, text) for text in ("80%", "90%"))
    axis = picture.bounding_box()
    assert axis is not None
    assert old["x"] < new["x"] <= axis["x"] + axis["width"]
    assert picture.locator("text").all_text_contents()[2:] == ["0%", "100%"]


def _place(picture: Any, text: str) -> dict[str, float]:
    box = picture.locator("text").filter(has_text=text).first.bounding_box()
    assert box is not None
    found: dict[str, float] = box
    return found


def test_what_is_lost_is_seen_without_scrolling(
    show: Callable[..., Page], pages: dict[str, str]
) -> None:
    lost = show(pages["review"], height=600).get_by_text(
        "paged core, and pages nobody now", exact=True
    )

    box = lost.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 600

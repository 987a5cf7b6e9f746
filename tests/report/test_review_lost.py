"""What is lost is told once: alerts lost alike together, with whom they told, and only there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.report.plain import Paper
from setpoint.report.review_html import review_html
from setpoint.report.review_markdown import review_markdown
from setpoint.report.review_page import review_page
from setpoint.report.review_terminal import review_text
from setpoint.review import Verdict, judge, parse
from tests.review.conftest import alert, compare, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

__all__ = ["compare"]

NAMES = [f"busy-{number}" for number in range(8)]
GONE = "paged core, and pages nobody now; no longer reaches Ana and Ben (at once, when on call)"


def config(**more: Any) -> dict[str, Any]:
    alerts = {name: alert(cpu(threshold=f"{70 + n}%")) for n, name in enumerate(NAMES)}
    return project(alerts, **more)


@pytest.fixture
def quiet(compare: Compare) -> Review:
    """The review of an environment that pages nobody any more."""
    return compare(config(paging=True), config(paging=False))


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_an_alert_that_pages_nobody_any_more_is_told_once(quiet: Review, form: str) -> None:
    verdict = judge(quiet, parse(["no-longer-pages"], severities=(), environments=()), "agreed")
    told = {
        "terminal": lambda: review_text(quiet, Verdict(), Paper()),
        "markdown": lambda: review_markdown(quiet, Verdict()),
        "html": lambda: review_html(quiet, Verdict()),
    }[form]()

    assert [told.count(f"shop/{name}") for name in NAMES] == [1] * len(NAMES)
    assert told.count("pages nobody now") == 1
    assert len(verdict.violations) == len(NAMES)


def test_alerts_lost_alike_stand_together_with_whom_they_told(quiet: Review) -> None:
    page = review_page(quiet, Verdict())

    entry, *history = page.lost.entries
    assert entry.subject == f"{', '.join(f'shop/{n}' for n in NAMES[:-1])} and shop/{NAMES[-1]}"
    assert entry.where == "prod, critical"
    assert entry.text == f"{GONE} and Eve (after 15m)"
    assert [each.subject for each in history] == ["services.shop", "schedules.primary"]
    (edit,) = page.edits
    assert (edit.title, edit.follows) == ("paging", "told under Lost")
    assert not any(each.title == "Who hears of it" and each.entries for each in page.rest)


def test_what_else_an_edit_does_is_still_told(compare: Compare) -> None:
    old = project({"cpu": alert(cpu()), "disk": alert(cpu(threshold="70%"), severity="low")})
    new = project({"cpu": alert(cpu(), severity="high"), "disk": alert(cpu(threshold="70%"))})

    page = review_page(compare(old, new), Verdict())

    said = {edit.title: edit.follows for edit in page.edits}
    assert said["shop/cpu severity"] == (
        "is high now; #alerts is told now; #incidents is no longer told;"
        " no time to respond is promised any more"
    )
    (heard, other) = next(each.entries for each in page.rest if each.title == "Who hears of it")
    assert "no longer reaches Ana and Ben" in heard.text
    assert "now reaches Ana and Ben" in other.text


def test_a_policy_that_many_break_is_a_line(compare: Compare) -> None:
    alerts = {f"busy-{n}": alert(cpu(threshold=f"{50 + n}%")) for n in range(12)}
    review = compare(project(alerts), project(alerts, paging=False))
    verdict = judge(review, parse(["no-longer-pages"], severities=(), environments=()), None)

    (line,) = review_page(review, verdict).violations

    assert line.startswith("no-longer-pages: shop/busy-0 (prod), ")
    assert line.endswith("and 7 more")

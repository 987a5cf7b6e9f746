"""Support hours of a service make its critical alerts quiet at night, and every tool says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    assert "no longer reaches Ana Ruiz (at once outside support hours)" in told
    assert "and Bo Lind (after 15m outside support hours)" in told

"""A review as GitHub annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.report.annotations import Level, annotation
from setpoint.report.review_findings import RULES, findings
from setpoint.report.review_page.verdicts import verdict_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.review import Review, Verdict

_LEVELS: Final[dict[str, Level]] = {"error": "error", "warning": "warning", "note": "notice"}


def review_annotations(review: Review, verdict: Verdict, prefix: str = "") -> str:
    """Return a line for each finding and for each violation."""
    return "".join(f"{line}\n" for line in (*_findings(review, prefix), *_verdict(verdict)))


def _findings(review: Review, prefix: str) -> Iterator[str]:
    for each in findings(review, prefix):
        level = _LEVELS[each.level]
        yield annotation(level, each.message, title=RULES[each.rule], origin=each.origin)


def _verdict(verdict: Verdict) -> Iterator[str]:
    level: Level = "error" if verdict.refused else "notice"
    for line in verdict_lines(verdict):
        yield annotation(level, line, title="Policy")

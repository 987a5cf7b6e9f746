"""A review as SARIF 2.1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.report.review_findings import RULES, findings
from setpoint.report.sarif import sarif

if TYPE_CHECKING:
    from setpoint.review import Review


def review_sarif(review: Review, prefix: str = "") -> str:
    """Return the log; what a policy refuses is among its findings anyway."""
    return sarif(findings(review, prefix), RULES)

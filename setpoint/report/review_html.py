"""A review as one HTML page that needs nothing beside it.

Each changed threshold has a picture: a scale, where the line was and where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.report.pages import render
from setpoint.report.review_page import review_page

if TYPE_CHECKING:
    from setpoint.oncall import RotaComparison
    from setpoint.review import Review, Verdict


def review_html(review: Review, verdict: Verdict, rotas: RotaComparison | None = None) -> str:
    """Return the page."""
    return render("review.html", page=review_page(review, verdict, rotas))

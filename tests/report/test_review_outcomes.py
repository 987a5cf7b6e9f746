"""An edit that does one thing to some alerts and another to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.report.review_page import review_page
from setpoint.review import Verdict, review
from tests.review.conftest import Prices, alert, project, sides, write

if TYPE_CHECKING:
    from pathlib import Path

_COUNTS = {
    "failed": {"namespace": "Shop", "name": "Failed", "statistic": "Sum"},
    "all": {"namespace": "Shop", "name": "All", "statistic": "Sum"},
}


def _math(expression: str) -> dict[str, object]:
    metrics = {key: metric for key, metric in _COUNTS.items() if key in expression}
    return {
        "cloudwatch_math": {
            "expression": expression,
            "metrics": metrics,
            "comparison": ">",
            "threshold": 50,
            "evaluation_periods": 1,
        }
    }


def test_each_group_has_its_effect(tmp_path: Path) -> None:
    alerts = {"sum": alert(_math("failed + all")), "ratio": alert(_math("100 * failed / all"))}
    old, new = (
        project(alerts, defaults={"evaluation": {"period": period}}) for period in ("5m", "1m")
    )
    versions = (
        sides(write(tmp_path / name, each, {"prod": {}}))
        for name, each in (("old", old), ("new", new))
    )

    (edit,) = review_page(review(*versions, pricing=Prices()), Verdict()).edits

    assert edit.word == "more and less sensitive"
    assert [(each.reach, each.text.split(";")[0]) for each in edit.outcomes] == [
        ("shop/sum in prod", "less sensitive"),
        ("shop/ratio in prod", "more sensitive"),
    ]

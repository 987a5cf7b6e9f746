"""A threshold of a Sentry monitor that changes is told as people write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.review.conftest import alert, project
from tests.review.test_kinds import only

if TYPE_CHECKING:
    from tests.review.test_kinds import Compare


@pytest.mark.parametrize(
    ("aggregate", "old", "new", "unit"),
    [
        ("failure_rate()", "5%", "7%", "Percent"),
        ("p95(span.duration)", "1m", "90s", "Milliseconds"),
        ("count()", "5", "10", None),
    ],
)
def test_both_sides_of_a_threshold_have_its_unit(
    aggregate: str, old: str, new: str, unit: str | None, compare: Compare
) -> None:
    before, after = (project({"monitor": alert(monitor(aggregate, each))}) for each in (old, new))
    field = next(f for f in only(compare(before, after)).fields if f.path.endswith("threshold"))

    assert (field.old, field.new, field.unit) == (old, new, unit)


def monitor(aggregate: str, threshold: str) -> dict[str, dict[str, str]]:
    return {
        "sentry_metric": {
            "dataset": "events_analytics_platform",
            "aggregate": aggregate,
            "time_window": "5m",
            "comparison": ">",
            "threshold": threshold,
        }
    }

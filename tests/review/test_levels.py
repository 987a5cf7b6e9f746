"""An edit of a level is told for that level, an edit of what levels share once for all."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review import Effect
from tests.review.conftest import cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

METRIC = {k: v for k, v in cpu()["cloudwatch"].items() if k != "threshold"}
SENTRY = {"aggregate": "count()", "comparison": ">", "time_window": "5m"}
LEVELS = {"critical": {"threshold": 90}, "high": 80}


def config(levels: dict[str, Any], kind: str, signal: dict[str, Any]) -> dict[str, Any]:
    return project({"busy": {"summary": "Busy", "levels": deepcopy(levels), kind: signal}})


@pytest.mark.parametrize(("kind", "signal"), [("cloudwatch", METRIC), ("sentry_metric", SENTRY)])
def test_a_level_s_threshold_is_told_with_its_effect(
    kind: str, signal: dict[str, Any], compare: Compare
) -> None:
    old = config(LEVELS, kind, signal)
    new = config({**LEVELS, "high": 85}, kind, signal)

    review = compare(old, new)

    (edit,) = review.edits
    assert edit.path == "services.shop.alerts.busy.levels.high"
    assert (edit.old, edit.new, edit.effect) == ("80", "85", Effect.less)
    assert edit.alerts == ("shop/busy-high",)


def test_what_levels_share_is_one_edit_of_all(compare: Compare) -> None:
    old = config(LEVELS, "cloudwatch", {**METRIC, "evaluation_periods": 3})
    new = config(LEVELS, "cloudwatch", {**METRIC, "evaluation_periods": 2})

    (edit,) = compare(old, new).edits

    assert edit.path == "services.shop.alerts.busy.cloudwatch.evaluation_periods"
    assert edit.alerts == ("shop/busy-critical", "shop/busy-high")


def test_a_level_that_is_gone_is_a_loss(compare: Compare) -> None:
    old = config(LEVELS, "sentry_metric", SENTRY)
    new = config({"high": 80}, "sentry_metric", SENTRY)

    review = compare(old, new)

    assert [loss.subject for loss in review.losses] == [
        "shop/busy-critical",
        "services.shop",  # nobody is paged any more, so that all of PagerDuty goes
        "schedules.primary",
    ]


def test_dashboards_of_an_alert_show_its_levels(compare: Compare) -> None:
    shown = {"d": {"widgets": [{"graph": {"title": "Busy", "alerts": ["shop/busy"]}}]}}
    old = {**config(LEVELS, "cloudwatch", METRIC), "dashboards": shown}
    new = {**config({**LEVELS, "high": 85}, "cloudwatch", METRIC), "dashboards": shown}

    (change,) = compare(old, new).changes

    assert change.touched.dashboards == ("d",)

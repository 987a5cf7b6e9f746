"""How long detection takes is told of the edit that alone made it another, else of the alert."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.report.review_page.entries import retimed
from tests.review.changes_of_sentry import MONITOR
from tests.review.changes_of_signals import LOGS, MAXIMUM, SUM
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]


def config(
    busy: str = "1m", slow: str = "1m", other: str = "1m", wait: str = "1m"
) -> dict[str, Any]:
    """A composite with two alarms of its own, and one over it, another alert and a suppressor."""
    children = {
        "busy": cpu(period=busy),
        "slow": cpu(period=slow, threshold="90%"),
    }
    over = {"rule": "ALARM(shop/both) OR ALARM(shop/other)", "suppressed_by": "shop/quiet"}
    return project(
        {
            "both": alert({"composite": {"any": children}}),
            "other": alert(cpu(period=other, threshold="95%")),
            "quiet": alert(cpu(threshold="10%")),
            "over": alert({"composite": {**over, "wait": wait, "extension": "2m"}}),
        }
    )


def by_edit(review: Review) -> dict[str, list[str]]:
    return {
        edit.path.removeprefix("services.shop.alerts."): [change.id for change in edit.retimed]
        for edit in review.edits
    }


def together(review: Review) -> list[tuple[str, str]]:
    return [(entry.subject, entry.text) for entry in retimed(review)]


def test_one_edit_that_makes_the_slowest_alarm_slower_is_told_with_it(compare: Compare) -> None:
    review = compare(config(), config(busy="5m"))

    assert by_edit(review) == {"both.composite.any.busy.cloudwatch.period": ["shop/both"]}
    assert together(review) == []


def test_an_edit_beside_it_says_nothing_of_the_time(compare: Compare) -> None:
    new = config(busy="5m")
    new["services"]["shop"]["alerts"]["both"]["summary"] = "Something else"

    assert by_edit(compare(config(), new)) == {
        "both.composite.any.busy.cloudwatch.period": ["shop/both"],
        "both.summary": [],
    }


def test_two_edits_of_a_composite_are_told_together_once(compare: Compare) -> None:
    review = compare(config(), config(busy="5m", slow="10m"))

    assert set(by_edit(review)) == {
        "both.composite.any.busy.cloudwatch.period",
        "both.composite.any.slow.cloudwatch.period",
    }
    assert not any(by_edit(review).values())
    ((subject, text),) = together(review)
    assert subject == "shop/both"
    assert text == (
        "detected within 11m instead of 2m, by shop/both composite.any.busy.cloudwatch.period"
        " and shop/both composite.any.slow.cloudwatch.period"
    )


def test_an_alarm_that_a_composite_depends_on_takes_part(compare: Compare) -> None:
    review = compare(config(), config(other="5m", wait="2m"))

    assert by_edit(review) == {
        "other.cloudwatch.period": ["shop/other"],
        "over.composite.wait": [],
    }
    ((subject, text),) = together(review)
    assert subject == "shop/over"
    assert "shop/over composite.wait and shop/other cloudwatch.period" in text


def test_a_default_that_two_values_follow_from_is_one_edit(compare: Compare) -> None:
    old = config()
    for child in old["services"]["shop"]["alerts"]["both"]["composite"]["any"].values():
        del child["cloudwatch"]["period"]
    new = deepcopy(old)
    old["defaults"], new["defaults"] = (
        {"evaluation": {"period": period}} for period in ("1m", "5m")
    )

    review = compare(old, new)

    assert by_edit(review)["defaults.evaluation.period"] == ["shop/both", "shop/quiet"]
    assert together(review) == []


@pytest.mark.parametrize(
    ("signal", "path", "old", "new"),
    [
        (LOGS, ("cloudwatch_logs", "period"), "5m", "15m"),
        (SUM, ("cloudwatch", "period"), "1m", "5m"),
        (MAXIMUM, ("cloudwatch", "period"), "1m", "5m"),
        (MONITOR, ("sentry_metric", "time_window"), "5m", "1h"),
    ],
)
def test_what_finds_more_by_a_longer_window_is_not_called_later(
    signal: dict[str, Any], path: tuple[str, str], old: str, new: str, compare: Compare
) -> None:
    """Nor the reverse of it sooner: only what the longer window finds alone takes longer."""
    kind, key = path
    configs = [project({"it": alert({kind: {**signal[kind], key: value}})}) for value in (old, new)]

    for each in (configs, configs[::-1]):
        review = compare(*each)
        (change,) = review.changes
        assert change.detection_before != change.detection_after
        assert not change.retimed
        assert not change.slower
        assert together(review) == []


def test_what_is_less_sensitive_by_a_longer_window_is_later(compare: Compare) -> None:
    review = compare(*(project({"it": alert(cpu(period=each))}) for each in ("1m", "5m")))

    assert review.changes[0].slower


def test_a_way_to_go_off_that_joins_makes_nothing_later(compare: Compare) -> None:
    fast, slow = cpu(period="1m"), cpu(period="15m", threshold="90%")
    old, new = (
        project({"it": alert({"composite": {"any": children}})})
        for children in ({"a": fast, "b": fast}, {"a": fast, "b": fast, "slow": slow})
    )

    assert not compare(old, new).changes[0].retimed
    assert not compare(new, old).changes[0].retimed

"""An alert's change is told of the composites whose state or silence depends on it as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.report.plain import Paper
from setpoint.report.review_terminal import review_text
from setpoint.review import Effect, Verdict, judge, parse
from tests.review.changes_of_signals import CHILD, QUIET
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

PARTS: dict[str, Any] = {"composite": {"any": {"cpu": CHILD}, "alarms": ["shop/other"]}}
NEGATED: dict[str, Any] = {
    "composite": {"rule": "ALARM(cpu) AND NOT ALARM(shop/other)", "children": {"cpu": CHILD}}
}


def changed(compare: Compare, composite: dict[str, Any], new: dict[str, Any]) -> Review:
    others = (alert(cpu(threshold="90%")), new)
    return compare(*(project({"it": alert(composite), "other": other}) for other in others))


def text(review: Review) -> str:
    return review_text(review, Verdict(), Paper())


@pytest.mark.parametrize(
    ("composite", "threshold", "effect", "sentence"),
    [
        (QUIET, "80%", Effect.less, "is kept quiet by shop/other more often"),
        (QUIET, "95%", Effect.more, "is kept quiet by shop/other less often"),
        (PARTS, "80%", Effect.more, "goes off more often with shop/other"),
        (PARTS, "95%", Effect.less, "goes off less often with shop/other"),
        (NEGATED, "80%", Effect.unknown, "goes off at other times with shop/other"),
    ],
)
def test_what_an_alert_keeps_quiet_or_takes_part_in_is_told_with_it(
    compare: Compare, composite: dict[str, Any], threshold: str, effect: Effect, sentence: str
) -> None:
    review = changed(compare, composite, alert(cpu(threshold=threshold)))

    (change,) = review.changes
    (follower,) = change.followers
    assert (follower.id, follower.effect, follower.sentence) == ("shop/it", effect, sentence)
    assert f"shop/it in prod: {sentence}" in text(review)


@pytest.mark.parametrize(("threshold", "refused"), [("80%", True), ("95%", False)])
def test_a_suppressor_that_goes_off_more_often_is_looser_for_what_it_keeps_quiet(
    compare: Compare, threshold: str, *, refused: bool
) -> None:
    review = changed(compare, QUIET, alert(cpu(threshold=threshold)))
    policies = parse(["looser-in-prod"], severities=["critical"], environments=["prod"])

    about = {violation.alert for violation in judge(review, policies, None).violations}

    assert ("shop/it" in about) is refused


@pytest.mark.parametrize("other", [{"enabled": False}, {"summary": "Another summary"}])
def test_what_leaves_an_alarms_state_alone_is_told_of_no_other(
    compare: Compare, other: dict[str, Any]
) -> None:
    review = changed(compare, QUIET, alert(cpu(threshold="90%"), **other))

    assert not any(change.followers for change in review.changes)

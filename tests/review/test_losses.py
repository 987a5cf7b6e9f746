"""Silent losses: each is found, and is none when the change is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review import LossKind
from tests.review.changes_of_sentry import MONITOR
from tests.review.changes_of_signals import COUNTED, LOGS, METRIC, QUIET
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

CPU = alert(cpu())
SPARE = alert(cpu(threshold="99%"))
LOUD = {"composite": {"any": QUIET["composite"]["any"]}}
ALWAYS = alert(
    {
        "cloudwatch": {
            "metric": METRIC,
            "comparison": ">=",
            "threshold": "0%",
            "treat_missing_data": "breaching",
        }
    }
)


def counted(comparison: str, threshold: int) -> dict[str, Any]:
    return {"cloudwatch": {"metric": COUNTED, "comparison": comparison, "threshold": threshold}}


def monitor(**changes: Any) -> dict[str, Any]:
    return {"sentry_metric": {**MONITOR["sentry_metric"], **changes}}


ROWS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("removed", {"a": CPU, "b": SPARE}, {"b": SPARE}),
    ("disabled", {"a": CPU, "b": SPARE}, {"a": alert(cpu(), enabled=False), "b": SPARE}),
    ("unrouted", {"a": CPU}, {"a": alert(cpu(), severity="silent")}),
    ("no-longer-pages", {"a": CPU}, {"a": alert(cpu(), severity="high")}),
    ("no-longer-pages", {"a": CPU}, {"a": alert(cpu(), page="never")}),
    ("pages-low", {"a": CPU}, {"a": alert(cpu(), page="low")}),
    ("muted", {"a": alert(LOUD), "other": SPARE}, {"a": alert(QUIET), "other": SPARE}),
    ("cannot-fire", {"a": CPU}, {"a": alert(cpu(threshold="101%"))}),
    ("cannot-fire", {"a": CPU}, {"a": alert(cpu(threshold="100%"))}),
    (
        "cannot-fire",
        {"a": alert(cpu(comparison="<"))},
        {"a": alert(cpu(comparison="<", threshold="0%"))},
    ),
    ("cannot-fire", {"a": alert(counted("<", 1))}, {"a": alert(counted("<", 0))}),
    ("cannot-fire", {"a": alert(counted("<=", 0))}, {"a": alert(counted("<=", -1))}),
    (
        "cannot-fire",
        {"a": alert({"composite": {"all": {"x": cpu(), "y": cpu(threshold="90%")}}})},
        {"a": alert({"composite": {"all": {"x": cpu(), "y": cpu(threshold="101%")}}})},
    ),
    (
        "cannot-fire",
        {"a": alert({"composite": {"any": {"x": cpu()}}})},
        {"a": alert({"composite": {"any": {"x": cpu(threshold="101%")}}})},
    ),
    ("cannot-fire", {"a": alert(QUIET), "other": SPARE}, {"a": alert(QUIET), "other": ALWAYS}),
    (
        "cannot-fire",
        {"a": alert(monitor(comparison="<"))},
        {"a": alert(monitor(comparison="<", threshold=0))},
    ),
    (
        "metric-unwatched",
        {"a": CPU},
        {"a": alert(cpu(metric={**METRIC, "name": "DedicatedHostCPUUtilization"}))},
    ),
]


@pytest.mark.parametrize(("kind", "old", "new"), ROWS)
def test_a_loss_is_found_and_is_none_the_other_way_round(
    kind: str, old: dict[str, Any], new: dict[str, Any], compare: Compare
) -> None:
    there = compare(project(old), project(new))
    back = compare(project(new), project(old))

    assert kind in {loss.kind.value for loss in there.losses}
    if kind != "metric-unwatched":  # there, the other metric is the one that nobody watches
        assert kind not in {loss.kind.value for loss in back.losses}


def test_an_alert_that_another_replaces_still_watches_the_metric(compare: Compare) -> None:
    review = compare(project({"a": CPU, "b": SPARE}), project({"b": SPARE}))

    assert [loss.kind for loss in review.losses] == [LossKind.removed]


def test_the_last_alert_on_a_metric_leaves_it_unwatched(compare: Compare) -> None:
    other = {"b": alert(counted(">", 1))}

    review = compare(project({"a": CPU, **other}), project(other))

    assert {loss.kind for loss in review.losses} == {LossKind.removed, LossKind.metric_unwatched}
    assert "AWS/EC2 CPUUtilization" in review.losses[1].sentence


def test_a_filter_of_logs_takes_its_metric_along(compare: Compare) -> None:
    logs = LOGS["cloudwatch_logs"]
    renamed = {**logs, "metric": {**logs["metric"], "name": "Renamed"}}

    found = compare(
        project({"a": alert(LOGS)}), project({"a": alert({"cloudwatch_logs": renamed})})
    )

    assert found.changes
    assert found.losses == ()


def test_an_alert_on_an_alert_that_always_fires_is_stuck_by_its_change(compare: Compare) -> None:
    review = compare(
        project({"a": alert(LOUD), "other": ALWAYS}), project({"a": alert(QUIET), "other": ALWAYS})
    )

    assert {loss.kind for loss in review.losses} == {LossKind.muted, LossKind.cannot_fire}


def test_losses_of_alerts_that_paged_stand_first(compare: Compare) -> None:
    quiet = alert(cpu(threshold="70%"), severity="high")

    review = compare(project({"q": quiet, "a": CPU, "b": SPARE}), project({"b": SPARE}))

    assert [loss.subject for loss in review.losses] == ["shop/a", "shop/q"]
    assert [loss.pages for loss in review.losses] == [True, False]


def test_a_new_alert_that_cannot_fire_is_a_loss_from_the_start(compare: Compare) -> None:
    review = compare(
        project({"b": SPARE}), project({"b": SPARE, "a": alert(cpu(threshold="150%"))})
    )

    (loss,) = review.losses
    assert loss.kind is LossKind.cannot_fire
    assert (
        loss.sentence
        == "can't go off: CPUUtilization never exceeds 100%, and the threshold is 150%"
    )

"""A loss stands at the edit by which an alert is lost, whichever line that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review import Effect, LossKind, judge, parse
from tests.review.changes_of_signals import METRIC, QUIET
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

TWO = {"a": alert(cpu()), "b": alert(cpu(threshold="90%"))}
LEVELLED = {key: value for key, value in cpu()["cloudwatch"].items() if key != "threshold"}


def with_severity(**critical: Any) -> dict[str, Any]:
    found = project(TWO)
    found["severities"]["critical"] = critical
    return found


def templated(**options: Any) -> dict[str, Any]:
    """Two alerts made by a template."""
    uses = {name: {"template": "cpu", "with": {"limit": "80%"}} for name in ("a", "b")}
    body = alert(cpu(threshold="${limit}"), **options)
    return project(uses, templates={"cpu": {"parameters": ["limit"], "alert": body}})


@pytest.mark.parametrize(
    ("kind", "old", "new", "path"),
    [
        (
            "pages-low",
            project(TWO),
            with_severity(page="low", slack=["#incidents"]),
            "severities.critical.page",
        ),
        (
            "no-longer-pages",
            project(TWO),
            with_severity(slack=["#incidents"]),
            "severities.critical.page",
        ),
        ("unrouted", project(TWO), with_severity(), "severities.critical.page"),
        ("disabled", templated(), templated(enabled=False), "templates.cpu.alert.enabled"),
    ],
)
def test_one_edit_that_loses_two_alerts_is_one_place(
    kind: str, old: dict[str, Any], new: dict[str, Any], path: str, compare: Compare
) -> None:
    review = compare(old, new)

    (edit,) = (each for each in review.edits if each.path == path)
    lost = [loss for loss in review.losses if loss.kind == kind]
    assert [loss.subject for loss in lost] == ["shop/a", "shop/b"]
    assert {loss.origin for loss in lost} == {edit.origin}


@pytest.mark.parametrize(
    ("kind", "old", "new", "path"),
    [
        ("cannot-fire", cpu(), cpu(threshold="101%", period="5m"), "cloudwatch.threshold"),
        (
            "metric-unwatched",
            cpu(),
            cpu(metric={**METRIC, "name": "DedicatedHostCPUUtilization"}, threshold="81%"),
            "cloudwatch.metric.name",
        ),
        (
            "muted",
            {"composite": {"any": QUIET["composite"]["any"]}},
            QUIET,
            "composite.suppressed_by",
        ),
    ],
)
def test_a_condition_that_loses_its_alert_is_the_place(
    kind: str, old: dict[str, Any], new: dict[str, Any], path: str, compare: Compare
) -> None:
    other = {"other": alert(cpu(threshold="99%"))} if kind == "muted" else {}

    review = compare(project({"a": alert(old), **other}), project({"a": alert(new), **other}))

    (edit,) = (each for each in review.edits if each.path == f"services.shop.alerts.a.{path}")
    (loss,) = (each for each in review.losses if each.kind == kind)
    assert loss.origin == edit.origin


@pytest.mark.parametrize("template", [False, True])
def test_a_level_that_went_is_an_edit_and_a_loss_in_its_levels(
    template: bool, compare: Compare
) -> None:
    def config(levels: dict[str, Any]) -> dict[str, Any]:
        body = {"summary": "Busy", "levels": levels, "cloudwatch": LEVELLED}
        if not template:
            return project({"busy": body, "other": alert(cpu())})
        templates = {"busy": {"alert": body}}
        return project({"busy": {"template": "busy"}, "other": alert(cpu())}, templates=templates)

    both, one = config({"critical": "90%", "high": "80%"}), config({"critical": "90%"})
    where = "templates.busy.alert" if template else "services.shop.alerts.busy"

    review = compare(both, one)
    back = compare(one, both)

    (edit,), (loss,) = review.edits, review.losses
    assert (edit.path, edit.old, edit.new) == (f"{where}.levels.high", "80%", None)
    assert (edit.effect, [each.sentence for each in edit.fields]) == (Effect.less, ["is gone"])
    assert edit.alerts == (loss.subject,) == ("shop/busy-high",)
    assert loss.origin == edit.origin
    (came,) = back.edits
    assert (came.path, came.old, came.new) == (f"{where}.levels.high", None, "80%")
    assert (came.effect, came.origin) == (Effect.more, back.changes[0].origin)
    asked = parse(["looser,removed"], severities=(), environments=())
    broken = judge(review, asked, None).violations
    assert [each.policy for each in broken] == [LossKind.removed]


def test_a_level_goes_with_its_alert_and_by_an_environment_s_own_word(compare: Compare) -> None:
    levels = {"critical": "90%", "high": "80%"}
    busy = {"busy": {"summary": "Busy", "levels": levels, "cloudwatch": LEVELLED}}
    other = {"other": alert(cpu())}
    without = {"services": {"shop": {"alerts": {"busy": {"levels": {"high": None}}}}}}

    gone = compare(project({**busy, **other}), project(other))
    here = compare(
        project({**busy, **other}),
        project({**busy, **other}),
        old_overlays={"prod": {}},
        new_overlays={"prod": without},
    )

    assert not gone.edits
    (edit,) = here.edits
    assert (edit.old, edit.new, edit.origin.file) == ("80%", None, "Pulumi.prod.yaml")
    assert {loss.origin for loss in here.losses} == {edit.origin}

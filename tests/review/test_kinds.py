"""Alerts that come, go, get another name, are switched, move, and what they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review import Effect, Kind
from tests.review.changes_of_signals import QUIET
from tests.review.conftest import alert, cpu, project, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import AlertChange, Review

    Compare = Callable[..., Review]


def only(review: Review) -> AlertChange:
    assert len(review.changes) == 1, [change.id for change in review.changes]
    return review.changes[0]


ON_CALL = "(at once, when on call)"
ONE = {"cpu": alert(cpu())}


def test_the_same_twice_differs_in_nothing(compare: Compare) -> None:
    assert compare(project(ONE), project(ONE)).empty


def test_an_alert_that_moved_to_another_line_is_the_same(compare: Compare) -> None:
    other = {"other": alert(cpu(threshold="70%"))}

    assert compare(project({**ONE, **other}), project({**other, **ONE})).empty


def test_added_and_removed_mirror_each_other(compare: Compare) -> None:
    two = {**ONE, "new": alert(cpu(threshold="70%"))}

    there = only(compare(project(ONE), project(two)))
    back = only(compare(project(two), project(ONE)))

    assert (there.kind, there.id, there.sensitivity) == (Kind.added, "shop/new", Effect.more)
    assert (back.kind, back.id, back.sensitivity) == (Kind.removed, "shop/new", Effect.less)
    assert (there.price_before, there.price_after) == (back.price_after, back.price_before)
    assert there.woken == back.no_longer_woken


def test_the_same_condition_under_another_name_is_renamed(compare: Compare) -> None:
    change = only(compare(project(ONE), project({"load": alert(cpu())})))

    assert (change.kind, change.old_id, change.id) == (Kind.renamed, "shop/cpu", "shop/load")
    assert change.sensitivity is Effect.unchanged


def test_the_same_condition_in_another_service_is_moved(compare: Compare) -> None:
    services = {
        "shop": {"team": "core", "alerts": {"x": alert(cpu(threshold="70%"))}},
        "blog": {"team": "core", "escalation": "core", "alerts": ONE},
    }
    services["shop"]["escalation"] = "core"
    before = project({**ONE, **services["shop"]["alerts"]})
    after = project({}, services=services)

    change = only(compare(before, after))

    assert (change.kind, change.old_id, change.id) == (Kind.moved, "shop/cpu", "blog/cpu")


def test_a_renamed_alert_may_change_its_severity_too(compare: Compare) -> None:
    change = only(compare(project(ONE), project({"load": alert(cpu(), severity="high")})))

    assert change.kind is Kind.renamed
    assert "severity" in {field.path for field in change.fields}
    assert told(change.no_longer_woken)[:2] == (
        "Ana (at once, when on call)",
        "Ben (at once, when on call)",
    )


def test_what_a_renamed_alert_takes_over_is_blamed_on_what_changed(compare: Compare) -> None:
    old, new = (
        project({name: alert(cpu())}, defaults={"evaluation": {"period": period}})
        for name, period in (("cpu", "5m"), ("load", "1m"))
    )
    new["escalations"]["core"]["rules"].pop()

    change = only(compare(old, new))

    assert (change.kind, change.old_id) == (Kind.renamed, "shop/cpu")
    assert {field.source for field in change.fields} == {"defaults.evaluation.period"}


@pytest.mark.parametrize(("old", "new"), [(True, False), (False, True)])
def test_switched_off_and_on(old: bool, new: bool, compare: Compare) -> None:
    configs = (project({"cpu": alert(cpu(), enabled=each)}) for each in (old, new))

    change = only(compare(*configs))

    assert change.kind is (Kind.enabled if new else Kind.disabled)
    assert change.sensitivity is (Effect.more if new else Effect.less)
    assert bool(change.woken) is new
    assert bool(change.no_longer_woken) is old


def test_a_severity_decides_who_hears_of_it(compare: Compare) -> None:
    high = {"cpu": alert(cpu(), severity="high")}

    change = only(compare(project(high), project(ONE)))

    assert told(change.woken) == (
        "Ana (at once, when on call)",
        "Ben (at once, when on call)",
        "Eve (after 15m)",
        "#incidents",
    )
    assert told(change.no_longer_woken) == ("#alerts",)
    assert {field.source.rpartition(".")[2] for field in change.fields} == {"severity"}


def test_low_urgency_reaches_the_first_level_and_wakes_nobody(compare: Compare) -> None:
    change = only(compare(project(ONE), project({"cpu": alert(cpu(), page="low")})))

    assert told(change.woken) == (
        "Ana (at once, when on call, with low urgency)",
        "Ben (at once, when on call, with low urgency)",
    )
    assert "Eve (after 15m)" in told(change.no_longer_woken)


def test_another_escalation_of_the_severity_is_told(compare: Compare) -> None:
    after = project(ONE)
    after["severities"]["critical"]["escalation"] = "fast"

    change = only(compare(project(ONE), after))

    (field,) = change.fields
    assert (field.path, field.source) == ("escalation", "severities.critical.escalation")
    assert told(change.no_longer_woken) == ("Ben (at once, when on call)", "Eve (after 15m)")


def test_an_organization_of_another_name_replaces_every_alarm(compare: Compare) -> None:
    change = only(compare(project(ONE), {**project(ONE), "organization": "acne"}))

    (field,) = change.fields
    assert (field.path, field.source) == ("name", "organization")
    assert (field.old, field.new) == ("acme-prod-shop-cpu", "acne-prod-shop-cpu")


def test_what_shows_and_what_needs_an_alert_is_told(compare: Compare) -> None:
    def config(threshold: str) -> dict[str, Any]:
        alerts = {
            "other": alert(cpu(threshold=threshold)),
            "quiet": alert(QUIET),
            "both": alert({"composite": {"any": {"x": cpu()}, "alarms": ["shop/other"]}}),
        }
        graph = {"graph": {"title": "CPU", "alerts": ["shop/other"]}}
        return project(alerts, dashboards={"main": {"widgets": [graph]}})

    touched = only(compare(config("90%"), config("95%"))).touched

    assert touched.dashboards == ("main",)
    assert touched.composites == ("shop/both",)
    assert touched.suppressed == ("shop/quiet",)


def test_an_environment_that_is_new_is_all_added(compare: Compare) -> None:
    review = compare(
        project(ONE),
        project(ONE),
        old_overlays={"prod": {}},
        new_overlays={"prod": {}, "staging": {"severities": {"critical": {"slack": []}}}},
    )

    assert [(c.kind, c.environment) for c in review.changes] == [(Kind.added, "staging")]
    assert review.cost["staging"].increase == 1


def test_another_region_is_told_with_its_line(compare: Compare) -> None:
    after = {"cpu": alert(cpu(), region="eu-west-1")}

    (field,) = only(compare(project(ONE), project(after))).fields

    assert (field.path, field.source) == ("region", "services.shop.alerts.cpu.region")
    assert (field.old, field.new) == ("us-east-1", "eu-west-1")
    assert field.sentence == "watches what is in eu-west-1 now"

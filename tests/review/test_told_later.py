"""Whoever is told of an alert later than before is told as such, and can be refused."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.report.plain import Paper
from setpoint.report.review_html import review_html
from setpoint.report.review_json import review_json
from setpoint.report.review_markdown import review_markdown
from setpoint.report.review_terminal import review_text
from setpoint.review import Verdict, judge, parse
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

PRIMARY, ANA, EVE = {"schedule": "primary"}, {"person": "ana"}, {"person": "eve"}


def config(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    alerts = {"cpu": alert(cpu()), "disk": alert(cpu(threshold="70%"), severity="low")}
    found = project(alerts, **more)
    if rules:
        found["escalations"]["core"] = {"team": "core", "rules": deepcopy(list(rules))}
    return found


def level(*notify: dict[str, str], after: str = "0m") -> dict[str, Any]:
    return {"after": after, "notify": [*notify]}


BOTH = (level(PRIMARY), level(EVE, after="15m"))


@pytest.mark.parametrize(
    ("rules", "later"),
    [
        pytest.param((BOTH[0], level(EVE, after="1h")), [("cpu", "Eve", 15, 60)], id="waits"),
        pytest.param(
            (level(ANA), level(PRIMARY, EVE, after="15m")),
            [("cpu", "primary", 0, 15)],  # low urgency never gets to a second level
            id="a later level",
        ),
        pytest.param((BOTH[0], level(EVE, after="5m")), [], id="sooner"),
        pytest.param((*BOTH, level(PRIMARY, after="30m")), [], id="once more"),
        pytest.param((BOTH[0],), [], id="no longer"),
    ],
)
def test_an_escalation_that_tells_somebody_later(
    rules: tuple[dict[str, Any], ...], later: list[tuple[str, str, int, int]], compare: Compare
) -> None:
    found = compare(config(*BOTH), config(*rules)).told_later

    assert [
        (each.alert.removeprefix("shop/"), each.who, each.before, each.after) for each in found
    ] == later


def test_another_escalation_of_an_alert(compare: Compare) -> None:
    def named(escalation: str) -> dict[str, Any]:
        found = config()
        found["escalations"]["slow"] = {
            "team": "core",
            "rules": [level(EVE), level(ANA, after="1h")],
        }
        found["services"]["shop"]["escalation"] = escalation
        return found

    (found,) = (each for each in compare(named("fast"), named("slow")).told_later)

    assert (found.alert, found.who, found.when) == (
        "shop/cpu",
        "Ana",
        "after 1h instead of at once",
    )


def test_a_renamed_alert_is_known(compare: Compare) -> None:
    new = config(BOTH[0], level(EVE, after="1h"))
    alerts = new["services"]["shop"]["alerts"]
    alerts["busy"] = alerts.pop("cpu")

    (found,) = compare(config(*BOTH), new).told_later

    assert found.alert == "shop/busy"


def test_every_format_and_a_policy_tell_it(compare: Compare) -> None:
    review = compare(config(*BOTH), config(BOTH[0], level(EVE, after="1h")))
    said = "reaches Eve (after 1h instead of 15m) later"

    assert said in review_text(review, Verdict(), Paper())
    assert said in review_markdown(review, Verdict())
    assert said in review_html(review, Verdict())
    assert json.loads(review_json(review, Verdict()))["told_later"] == [
        {
            "alert": "shop/cpu",
            "environment": "prod",
            "severity": "critical",
            "who": "Eve",
            "before": 900,
            "after": 3600,
        }
    ]
    known = {"severities": ("critical", "low"), "environments": ("prod",)}
    for policy, broken in {
        "told-later": True,
        "told-later-critical-in-prod": True,
        "told-later-low": False,
    }.items():
        verdict = judge(review, parse([policy], **known), None)
        assert verdict.refused is broken
        assert [each.sentence for each in verdict.violations] == [
            "shop/cpu in prod tells Eve after 1h instead of 15m"
        ] * broken

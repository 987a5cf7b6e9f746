"""What is a change and what is none."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.plugin import UNKNOWN, DiffResult
from providers.sentry_alerting.comparing import reconcile
from providers.sentry_alerting.package import SentryAlerting
from tests.providers.sentry_alerting.definitions import DEFINITIONS

RESOURCES: Any = {one.declaration.name: one for one in SentryAlerting().resources}
ALERTS = [one for one in DEFINITIONS if one.kind == "Alert"]


def checked(kind: str, inputs: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (
        RESOURCES[kind].check(name="x", olds={}, news=inputs, random_seed=b"").inputs
    )
    return found


def diff(kind: str, before: dict[str, Any], after: dict[str, Any]) -> DiffResult:
    found: DiffResult = RESOURCES[kind].diff(
        id="1", olds={}, old_inputs=checked(kind, before), news=checked(kind, after)
    )
    return found


def shuffled(value: Any, order: random.Random) -> Any:
    if isinstance(value, dict):
        return {key: shuffled(item, order) for key, item in value.items()}
    if isinstance(value, list):
        items = [shuffled(item, order) for item in value]
        order.shuffle(items)
        return items
    return value


@given(st.sampled_from(ALERTS), st.integers())
@settings(max_examples=150, deadline=None)
def test_any_order_of_an_alert_is_the_same_alert(definition: Any, seed: int) -> None:
    mixed = shuffled(copy.deepcopy(definition.inputs), random.Random(seed))  # noqa: S311 - a shuffle
    assert not diff("Alert", definition.inputs, mixed).changes


@given(st.sampled_from(ALERTS), st.integers())
@settings(max_examples=50, deadline=None)
def test_what_is_read_in_another_order_is_given_back_in_the_order_wanted(
    definition: Any, seed: int
) -> None:
    wanted = checked("Alert", definition.inputs)
    mixed = shuffled(copy.deepcopy(wanted), random.Random(seed))  # noqa: S311 - a shuffle
    assert reconcile(RESOURCES["Alert"].declaration.inputs, wanted, mixed) == wanted


def email(team: str) -> dict[str, Any]:
    return {"type": "email", "targetType": "team", "targetId": team}


def alert(*actions: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    return {"name": "a", "actionFilters": [{"actions": list(actions)}], **inputs}


def test_one_changed_action_among_moved_ones_is_one_change() -> None:
    slack = {"type": "slack", "integrationId": "1", "channel": "#a", "notes": "old"}
    before = alert(email("1"), slack, email("2"))
    after = alert(email("2"), {**slack, "notes": "new"}, email("1"))
    assert list(diff("Alert", before, after).detailed) == ["actionFilters[0].actions[1].notes"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"channel": "#a"}, {"channel": "a"}),
        ({"channel": "#a", "channelId": "C1"}, {"channel": "#a"}),
    ],
)
def test_what_slack_makes_of_a_channel_is_no_change(before: Any, after: Any) -> None:
    slack = {"type": "slack", "integrationId": "1"}
    assert not diff("Alert", alert({**slack, **before}), alert({**slack, **after})).changes


def test_another_channel_is_a_change() -> None:
    slack = {"type": "slack", "integrationId": "1", "channel": "#a"}
    named = {**slack, "channelId": "C2"}
    assert diff("Alert", alert(slack), alert(named)).changes
    assert diff("Alert", alert(named), alert({**named, "channelId": "C3"})).changes


def test_an_unknown_id_is_a_change_of_that_id_only() -> None:
    pagerduty = {"type": "pagerduty", "integrationId": "1", "serviceName": "s", "serviceId": "7"}
    after = alert({**pagerduty, "serviceId": UNKNOWN}, email("1"))
    found = diff("Alert", alert(email("1"), pagerduty), after)
    assert list(found.detailed) == ["actionFilters[0].actions[0].serviceId"]


METRIC = {"project": "p", "name": "n", "aggregate": "count()", "timeWindow": 60, "critical": 5}


@pytest.mark.parametrize("name", ["project", "organization"])
def test_what_forces_a_replacement_is_said(name: str) -> None:
    found = diff(
        "MetricMonitor", {**METRIC, "organization": "a"}, {**METRIC, "organization": "a", name: "q"}
    )
    assert found.replaces == [name]
    assert not found.delete_before_replace


def test_other_changes_replace_nothing() -> None:
    assert diff("MetricMonitor", METRIC, {**METRIC, "name": "m"}).replaces == []


def test_a_query_type_alone_is_no_change_but_another_one_is() -> None:
    typed = {**METRIC, "queryType": "error"}
    assert not diff("MetricMonitor", METRIC, typed).changes
    assert diff("MetricMonitor", typed, {**METRIC, "queryType": "performance"}).changes


def test_a_default_said_aloud_is_no_change() -> None:
    assert not diff("MetricMonitor", METRIC, {**METRIC, "enabled": True, "query": ""}).changes

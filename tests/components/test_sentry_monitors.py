"""Monitors and alerts of today's Sentry, and their link to PagerDuty."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.catalog.model import (
    Catalog,
    SentryAction,
    SentryAlert,
    SentryCondition,
    SentryFilter,
    SentryMonitor,
)
from tests.components import samples

if TYPE_CHECKING:
    from tests.components.conftest import Render

PAGE = SentryAction(type="pagerduty", target="api", options={"priority": "critical"})
SLACK = SentryAction(type="slack", target="#incidents", options={"tags": "level", "notes": "See"})
HIGH = SentryCondition(type="issue_priority_greater_or_equal", properties={"priority": "high"})


def issue_alert(*conditions: SentryCondition, **changes: Any) -> SentryAlert:
    group = SentryFilter(logic_type="all", conditions=conditions, actions=(SLACK,))
    alert = SentryAlert(
        name="[prod] api/new",
        project="backend",
        environment="production",
        frequency=30,
        triggers=("first_seen_event",),
        filters=(group,),
        enabled=True,
        monitors=("issues",),
    )
    return replace(alert, **changes)


def monitor(**changes: Any) -> SentryMonitor:
    group = SentryFilter(logic_type="any", conditions=(HIGH,), actions=(PAGE, SLACK))
    one = SentryMonitor(
        name="[prod] api/errors",
        description="Errors",
        project="backend",
        owner="platform",
        dataset="events",
        event_types=("default", "error"),
        aggregate="count()",
        query="level:error",
        time_window=60,
        environment="production",
        detection_type="static",
        comparison="gt",
        critical=10,
        warning=None,
        resolve=5,
        comparison_delta=None,
        sensitivity=None,
        enabled=True,
        alert=issue_alert(
            project=None, triggers=(), filters=(group,), name="[prod] api/errors", monitors=()
        ),
    )
    return replace(one, **changes)


def sentry(*signals: SentryMonitor | SentryAlert) -> Catalog:
    alerts = [samples.alert(f"s{index}", signal) for index, signal in enumerate(signals)]
    return samples.paging(*alerts, **samples.SENTRY)


def condition_inputs(render: Render, condition: SentryCondition) -> dict[str, Any]:
    plan = render(sentry(issue_alert(condition)))
    (group,) = plan.inputs("Alert", "api/s0")["actionFilters"]
    (found,) = group["conditions"]
    inputs: dict[str, Any] = found
    return inputs


def test_a_monitor_with_fixed_thresholds(render: Render) -> None:
    one = render(sentry(monitor())).one("MetricMonitor", "api/s0")

    assert one.parent == "setpoint:sentry:ServiceAlerts::api"
    assert one.inputs == {
        "organization": "acme",
        "project": "acme-backend",
        "name": "[prod] api/errors",
        "description": "Errors",
        "enabled": True,
        "owner": "team:${SentryTeam platform}",
        "dataset": "events",
        "eventTypes": ["default", "error"],
        "aggregate": "count()",
        "query": "level:error",
        "timeWindow": 60,
        "environment": "production",
        "detectionType": "static",
        "comparison": "gt",
        "critical": 10,
        "resolve": 5,
    }


def test_a_monitor_of_a_learned_band_has_no_thresholds(render: Render) -> None:
    signal = monitor(
        detection_type="dynamic", comparison="outside", sensitivity="high",
        critical=None, resolve=None,
    )  # fmt: skip

    inputs = render(sentry(signal)).inputs("MetricMonitor", "api/s0")

    assert inputs["thresholdType"] == "above_and_below"
    assert inputs["sensitivity"] == "high"
    assert {"comparison", "critical", "warning", "resolve"}.isdisjoint(inputs)


def test_a_monitor_pages_the_service_that_cloudwatch_pages(render: Render) -> None:
    plan = render(sentry(monitor()))

    row = plan.inputs("PagerDutyService", "api")
    assert row["serviceName"] == "acme prod: API"
    assert row["integrationKey"] == "[secret]"
    assert plan.inputs("ServiceIntegration", "api/sentry")["service"] == "${Service api}"
    alert = plan.inputs("Alert", "api/s0")
    assert alert["detectorIds"] == ["${MetricMonitor api/s0}"]
    (group,) = alert["actionFilters"]
    assert group["logicType"] == "any"
    assert group["conditions"] == [{"type": "issue_priority_greater_or_equal", "priority": "high"}]
    page, slack = group["actions"]
    assert page == {
        "type": "pagerduty",
        "integrationId": "${getIntegration acme acme pagerduty}",
        "serviceId": "${PagerDutyService api}",
        "serviceName": "acme prod: API",
        "severity": "critical",
    }
    assert (slack["channel"], slack["channelId"]) == ("#incidents", "C1")
    assert (slack["tags"], slack["notes"]) == ("level", "See")


def test_an_issue_alert_listens_to_every_issue_of_its_project(render: Render) -> None:
    inputs = render(sentry(issue_alert())).inputs("Alert", "api/s0")

    assert inputs["detectorIds"] == ["${getMonitor acme acme-backend issue_stream}"]
    assert inputs["triggers"] == ["first_seen_event"]
    assert inputs["frequency"] == 30


def test_an_alert_that_would_tell_nobody_is_left_out(render: Render) -> None:
    silent = issue_alert(filters=(replace(issue_alert().filters[0], actions=()),))

    plan = render(sentry(silent, monitor(alert=silent)))

    assert not plan.of("Alert")
    assert plan.one("MetricMonitor", "api/s1")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            SentryCondition(type="level", properties={"level": "error", "match": "gte"}),
            {"type": "level", "level": "error", "match": "gte"},
        ),
        (
            SentryCondition(
                type="event_frequency_percent",
                properties={
                    "value": 50,
                    "interval": "1h",
                    "comparisonInterval": "1w",
                    "filters": [],
                },
            ),
            {
                "type": "event_frequency_percent",
                "value": 50,
                "interval": "1h",
                "comparisonInterval": "1w",
                "filters": [],
            },
        ),
        (
            SentryCondition(
                type="issue_category", properties={"category": "outage", "include": True}
            ),
            {"type": "issue_category", "category": "outage", "include": True},
        ),
        (SentryCondition(type="latest_release", properties={}), {"type": "latest_release"}),
        (
            SentryCondition(
                type="assigned_to",
                properties={"targetType": "Team", "targetIdentifier": "platform"},
            ),
            {
                "type": "assigned_to",
                "targetType": "Team",
                "targetIdentifier": "${SentryTeam platform}",
            },
        ),
        (
            SentryCondition(
                type="assigned_to", properties={"targetType": "Member", "targetIdentifier": "ana"}
            ),
            {
                "type": "assigned_to",
                "targetType": "Member",
                "targetIdentifier": "${getMember ana@acme.test acme}",
            },
        ),
        (
            SentryCondition(type="assigned_to", properties={"targetType": "Unassigned"}),
            {"type": "assigned_to", "targetType": "Unassigned"},
        ),
    ],
    ids=lambda value: value.type if isinstance(value, SentryCondition) else "",
)
def test_a_condition_in_the_providers_words(
    render: Render, condition: SentryCondition, expected: dict[str, Any]
) -> None:
    assert condition_inputs(render, condition) == expected


def test_an_action_without_its_integration_is_an_error(render: Render) -> None:
    settings = replace(samples.SENTRY["sentry"], integrations={})
    catalog = replace(sentry(issue_alert()), sentry=settings)

    with pytest.raises(ValueError, match="no integration named for an action of type slack"):
        render(catalog)


def test_old_rules_where_the_config_says_so(render: Render) -> None:
    settings = replace(samples.SENTRY["sentry"], api="rules")
    catalog = replace(sentry(monitor(), issue_alert()), sentry=settings)

    plan = render(catalog)

    assert plan.one("SentryMetricAlert", "api/s0").parent == "setpoint:sentry:ServiceAlerts::api"
    assert plan.one("SentryIssueAlert", "api/s1")
    assert not plan.of("MetricMonitor")
    assert not plan.of("Alert")

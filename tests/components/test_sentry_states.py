"""Uptime and cron monitors, and every action, as the provider gets them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.catalog.model import (
    Secret,
    SentryAction,
    SentryAlert,
    SentryCronMonitor,
    SentryFilter,
    SentryUptimeMonitor,
)
from tests.components import samples

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog, SentrySignal
    from tests.components.conftest import Render

PLUGIN = SentryAction(type="plugin", target=None, options={})
INTEGRATIONS = dict.fromkeys(
    ("slack", "opsgenie", "discord", "msteams", "github", "jira", "vsts", "pagerduty"), "acme"
)
COMMON: dict[str, Any] = {
    "description": "Down",
    "project": "backend",
    "owner": "user:ana",
    "enabled": True,
}


def workflow(*actions: SentryAction, **changes: Any) -> SentryAlert:
    one = SentryAlert(
        name="[prod] api/s0",
        project=None,
        environment=None,
        frequency=0,
        triggers=("first_seen_event",),
        filters=(SentryFilter(logic_type="all", conditions=(), actions=actions),),
        enabled=True,
    )
    return replace(one, **changes)


def uptime(**changes: Any) -> SentryUptimeMonitor:
    one = SentryUptimeMonitor(
        name="[prod] api/s0",
        **COMMON,
        url="https://api.acme.test",
        method="GET",
        headers={"Authorization": Secret(("services", "api"))},
        body=None,
        interval=300,
        timeout_ms=2500,
        environment="production",
        downtime_threshold=3,
        recovery_threshold=1,
        assertion=None,
        trace_sampling=False,
        alert=workflow(PLUGIN),
    )
    return replace(one, **changes)


def cron(**changes: Any) -> SentryCronMonitor:
    one = SentryCronMonitor(
        name="api-s0",
        **COMMON,
        crontab=None,
        interval=(3, "month"),
        checkin_margin=5,
        max_runtime=30,
        failure_threshold=2,
        recovery_threshold=1,
        time_zone="UTC",
        alert=workflow(PLUGIN),
    )
    return replace(one, **changes)


def sentry(*signals: SentrySignal) -> Catalog:
    alerts = [samples.alert(f"s{index}", signal) for index, signal in enumerate(signals)]
    settings = replace(samples.SENTRY["sentry"], integrations=INTEGRATIONS)
    return samples.paging(*alerts, **{**samples.SENTRY, "sentry": settings})


def test_an_uptime_monitor_with_a_secret_header(render: Render) -> None:
    plan = render(sentry(uptime()))
    assert plan.inputs("UptimeMonitor", "api/s0") == {
        "organization": "acme",
        "project": "acme-backend",
        "name": "[prod] api/s0",
        "description": "Down",
        "enabled": True,
        "owner": "user:${getMember ana@acme.test acme}",
        "url": "https://api.acme.test",
        "method": "GET",
        "headers": {"Authorization": "[secret]"},
        "intervalSeconds": 300,
        "timeoutMs": 2500,
        "environment": "production",
        "downtimeThreshold": 3,
        "recoveryThreshold": 1,
        "traceSampling": False,
    }
    assert plan.inputs("Alert", "api/s0")["detectorIds"] == ["${UptimeMonitor api/s0}"]


def test_checks_within_checks(render: Render) -> None:
    status = {"op": "status_code_check", "comparison": "less_than", "value": 300}
    header = {"op": "header_check", "nameComparison": "equals", "name": "A"}
    other = {**header, "valueComparison": "equals", "valueGlob": "b*"}
    assertion = {"op": "and", "checks": [status, {"op": "not", "check": other}]}
    inputs = render(sentry(uptime(assertion=assertion))).inputs("UptimeMonitor", "api/s0")
    assert inputs["assertion"] == assertion


def test_a_cron_monitor_of_an_interval(render: Render) -> None:
    inputs = render(sentry(cron())).inputs("CronMonitor", "api/s0")
    assert inputs["interval"] == {"value": 3, "unit": "month"}
    assert "crontab" not in inputs
    assert (inputs["checkinMargin"], inputs["maxRuntime"]) == (5, 30)
    assert (inputs["failureIssueThreshold"], inputs["recoveryThreshold"]) == (2, 1)


def test_a_monitor_whose_alert_does_nothing_has_none(render: Render) -> None:
    plan = render(sentry(cron(alert=workflow())))
    assert plan.one("CronMonitor", "api/s0")
    assert not plan.of("Alert")


def test_an_alert_fed_by_other_monitors_and_errors(render: Render) -> None:
    fed = workflow(PLUGIN, project="backend", monitors=("errors", "api/s1"), owner="platform")
    inputs = render(sentry(fed, cron())).inputs("Alert", "api/s0")
    assert inputs["detectorIds"] == [
        "${getMonitor acme acme-backend error}",
        "${CronMonitor api/s1}",
    ]
    assert inputs["owner"] == "team:${SentryTeam platform}"


def test_steps_of_sentrys_analysis_are_no_triggers(render: Render) -> None:
    alert = workflow(PLUGIN, triggers=(), seer_activities=("pr_created",))
    inputs = render(sentry(uptime(alert=alert))).inputs("Alert", "api/s0")
    assert (inputs["triggers"], inputs["seerActivities"]) == ([], ["pr_created"])


def through(provider: str, name: str = "acme") -> str:
    return f"${{getIntegration {name} acme {provider}}}"


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (
            SentryAction(type="github", target="a/b", options={"labels": ("p1",)}),
            {"integrationId": through("github"), "repository": "a/b", "labels": ["p1"]},
        ),
        (
            SentryAction(type="jira", target="1", options={"issue_type": "2"}, integration="other"),
            {"integrationId": through("jira", "other"), "project": "1", "issueType": "2"},
        ),
        (
            SentryAction(type="vsts", target="1", options={"work_item_type": "Task"}),
            {"integrationId": through("vsts"), "project": "1", "workItemType": "Task"},
        ),
        (
            SentryAction(type="msteams", target="General", options={"team_id": "19:a"}),
            {"integrationId": through("msteams"), "channel": "General", "teamId": "19:a"},
        ),
        (
            SentryAction(type="discord", target="77", options={}),
            {"integrationId": through("discord"), "channelId": "77"},
        ),
        (
            SentryAction(type="opsgenie", target="ops", options={"team_id": "9", "priority": "P1"}),
            {
                "integrationId": through("opsgenie"),
                "teamName": "ops",
                "teamId": "9",
                "priority": "P1",
            },
        ),
        (
            SentryAction(
                type="pagerduty", target="Old", options={"service_id": "4", "priority": "info"}
            ),
            {
                "integrationId": through("pagerduty"),
                "serviceId": "4",
                "serviceName": "Old",
                "severity": "info",
            },
        ),
        (
            SentryAction(
                type="sentry_app",
                target="pages",
                options={"settings": ({"name": "a", "value": "b"},)},
            ),
            {
                "sentryAppId": "${getSentryApp acme pages}",
                "settings": [{"name": "a", "value": "b"}],
            },
        ),
        (
            SentryAction(type="webhook", target="webhooks", options={}),
            {"service": "webhooks"},
        ),
        (
            SentryAction(type="email", target="platform", options={"target_type": "team"}),
            {"targetType": "team", "targetId": "${SentryTeam platform}"},
        ),
        (
            SentryAction(type="email", target="ana", options={"target_type": "user"}),
            {"targetType": "user", "targetId": "${getMember ana@acme.test acme}"},
        ),
        (
            SentryAction(type="email", target=None, options={"target_type": "issue_owners"}),
            {"targetType": "issue_owners"},
        ),
    ],
    ids=lambda value: value.type if isinstance(value, SentryAction) else "",
)
def test_an_action_in_the_providers_words(
    render: Render, action: SentryAction, expected: dict[str, Any]
) -> None:
    inputs = render(sentry(uptime(alert=workflow(action)))).inputs("Alert", "api/s0")
    assert inputs["actionFilters"][0]["actions"] == [{"type": action.type, **expected}]

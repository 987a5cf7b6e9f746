"""What is refused before anything is asked of Sentry: the property and the sentence."""

from __future__ import annotations

from typing import Any

import pytest

from providers.plugin import UNKNOWN
from providers.sentry_alerting.package import SentryAlerting

RESOURCES: Any = {one.declaration.name: one for one in SentryAlerting().resources}

USUAL: dict[str, dict[str, Any]] = {
    "MetricMonitor": {
        "project": "p",
        "name": "n",
        "aggregate": "count()",
        "timeWindow": 60,
        "critical": 5,
    },
    "UptimeMonitor": {
        "project": "p",
        "name": "n",
        "url": "https://x.example",
        "environment": "e",
        "intervalSeconds": 60,
        "timeoutMs": 1000,
    },
    "CronMonitor": {"project": "p", "name": "n", "crontab": "@daily"},
    "Alert": {"name": "n"},
    "PagerDutyService": {"integrationId": "1", "serviceName": "s", "integrationKey": "k"},
}


def failures(kind: str, **inputs: Any) -> dict[str, str]:
    news = {**USUAL[kind], **inputs}
    checked = RESOURCES[kind].check(name="x", olds={}, news=news, random_seed=b"")
    return {one.property: one.reason for one in checked.failures}


def filters(conditions: Any = (), actions: Any = ({"type": "plugin"},)) -> dict[str, Any]:
    return {"actionFilters": [{"conditions": list(conditions), "actions": list(actions)}]}


@pytest.mark.parametrize("kind", USUAL)
def test_the_usual_inputs_are_accepted(kind: str) -> None:
    assert failures(kind) == {}


TWO_NAMES = {"op": "header_check", "name": "a", "nameGlob": "b"}
FALLING_THROUGH = {
    "type": "email",
    "targetType": "user",
    "targetId": "1",
    "fallthroughType": "NoOne",
}

REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("MetricMonitor", {"name": None}, "name", "is required"),
    ("MetricMonitor", {"name": "x" * 201}, "name", "has 201 characters, 200 are allowed"),
    ("MetricMonitor", {"nmae": "x"}, "nmae", "did you mean name?"),
    ("MetricMonitor", {"dataset": "event"}, "dataset", "did you mean events?"),
    ("MetricMonitor", {"timeWindow": 61}, "timeWindow", "61 is not one of 60, 300"),
    ("MetricMonitor", {"timeWindow": "60"}, "timeWindow", "must be a whole number, not '60'"),
    ("MetricMonitor", {"critical": "5"}, "critical", "must be a number"),
    ("MetricMonitor", {"enabled": "yes"}, "enabled", "must be true or false"),
    ("MetricMonitor", {"owner": "ana"}, "owner", "is not user:ID or team:ID"),
    ("MetricMonitor", {"critical": None}, "critical", "one of critical and warning is required"),
    ("MetricMonitor", {"warning": 5}, "warning", "5 must be less than critical, 5"),
    (
        "MetricMonitor",
        {"comparison": "lt", "warning": 5},
        "warning",
        "5 must be more than critical, 5",
    ),
    ("MetricMonitor", {"resolve": 6}, "resolve", "6 must be at most 5"),
    ("MetricMonitor", {"comparison": "lt", "resolve": 4}, "resolve", "4 must be at least 5"),
    ("MetricMonitor", {"comparisonDelta": 300}, "comparisonDelta", "is for detectionType percent"),
    (
        "MetricMonitor",
        {"detectionType": "percent"},
        "comparisonDelta",
        "is required with detectionType percent",
    ),
    ("MetricMonitor", {"detectionType": "dynamic"}, "critical", "doesn't belong to detectionType"),
    ("MetricMonitor", {"sensitivity": "low"}, "sensitivity", "doesn't belong to detectionType"),
    ("MetricMonitor", {"dataset": "replays"}, "eventTypes", "is required for the dataset replays"),
    ("MetricMonitor", {"eventTypes": []}, "eventTypes", "must have at least 1 item"),
    ("MetricMonitor", {"eventTypes": ["errors"]}, "eventTypes[0]", "did you mean error?"),
    ("UptimeMonitor", {"url": "x.example"}, "url", "is not an http or https address"),
    ("UptimeMonitor", {"intervalSeconds": 61}, "intervalSeconds", "61 is not one of 60"),
    ("UptimeMonitor", {"timeoutMs": 999}, "timeoutMs", "999 is not between 1000 and 60000"),
    ("UptimeMonitor", {"timeoutMs": 60001}, "timeoutMs", "60001 is not between 1000 and 60000"),
    ("UptimeMonitor", {"downtimeThreshold": 0}, "downtimeThreshold", "0 is not between 1 and 720"),
    ("UptimeMonitor", {"headers": {"a": 1}}, "headers.a", "must be a string"),
    (
        "UptimeMonitor",
        {"assertion": {"op": "status"}},
        "assertion.op",
        "'status' is not one of and, or, not, status_code_check",
    ),
    (
        "UptimeMonitor",
        {"assertion": {"op": "not", "check": {"op": "json_path", "path": "$"}}},
        "assertion.check.value",
        "one of value and valueGlob is required",
    ),
    (
        "UptimeMonitor",
        {
            "assertion": {
                "op": "and",
                "checks": [{"op": "header_check", "name": "a", "nameGlob": "b"}],
            }
        },
        "assertion.checks[0].name",
        "must not be given together with nameGlob",
    ),
    ("CronMonitor", {"crontab": "daily"}, "crontab", "is not a crontab of five fields"),
    ("CronMonitor", {"crontab": None}, "crontab", "exactly one of crontab and interval"),
    (
        "CronMonitor",
        {"interval": {"value": 1, "unit": "day"}},
        "crontab",
        "exactly one of crontab and interval",
    ),
    (
        "CronMonitor",
        {"crontab": None, "interval": {"value": 0, "unit": "days"}},
        "interval.unit",
        "did you mean day?",
    ),
    ("CronMonitor", {"timezone": "Europe/Berln"}, "timezone", "did you mean Europe/Berlin?"),
    ("CronMonitor", {"checkinMargin": 40321}, "checkinMargin", "is not between 1 and 40320"),
    ("CronMonitor", {"failureIssueThreshold": 721}, "failureIssueThreshold", "between 1 and 720"),
    ("Alert", {"name": "x" * 257}, "name", "256 are allowed"),
    ("Alert", {"frequency": 7}, "frequency", "7 is not one of 0, 5, 10, 30, 60"),
    ("Alert", {"triggers": ["first_seen"]}, "triggers[0]", "did you mean first_seen_event?"),
    ("Alert", {"detectorIds": ["errors"]}, "detectorIds[0]", "is not the id of a monitor"),
    ("Alert", filters(actions=[]), "actionFilters[0].actions", "must have at least 1 item"),
    (
        "Alert",
        filters([{"type": "levl"}]),
        "actionFilters[0].conditions[0].type",
        "did you mean level?",
    ),
    (
        "Alert",
        filters([{"type": "level", "level": "bad", "match": "eq"}]),
        "actionFilters[0].conditions[0].level",
        "'bad' is not one of fatal, error",
    ),
    (
        "Alert",
        filters([{"type": "tagged_event", "key": "k", "match": "eq"}]),
        "actionFilters[0].conditions[0].value",
        "is required with match eq",
    ),
    (
        "Alert",
        filters([{"type": "event_attribute", "attribute": "type", "match": "is", "value": "x"}]),
        "actionFilters[0].conditions[0].value",
        "must be left out with match is",
    ),
    (
        "Alert",
        filters([{"type": "assigned_to", "targetType": "Team"}]),
        "actionFilters[0].conditions[0].targetIdentifier",
        "is required with targetType Team",
    ),
    (
        "Alert",
        filters([{"type": "event_frequency_count", "value": -1, "interval": "1h"}]),
        "actionFilters[0].conditions[0].value",
        "-1 is less than 0",
    ),
    (
        "Alert",
        filters(
            [
                {
                    "type": "event_frequency_count",
                    "value": 1,
                    "interval": "1h",
                    "filters": [{"match": "eq", "value": "x"}],
                }
            ]
        ),
        "actionFilters[0].conditions[0].filters[0]",
        "exactly one of key and attribute",
    ),
    (
        "Alert",
        filters(actions=[{"type": "email", "targetType": "team"}]),
        "actionFilters[0].actions[0].targetId",
        "is required with targetType team",
    ),
    (
        "Alert",
        filters(
            actions=[
                {"type": "email", "targetType": "user", "targetId": "1", "fallthroughType": "NoOne"}
            ]
        ),
        "actionFilters[0].actions[0].fallthroughType",
        "is for targetType issue_owners only",
    ),
    (
        "Alert",
        filters(actions=[{"type": "slack", "channel": "#a"}]),
        "actionFilters[0].actions[0].integrationId",
        "is required",
    ),
    ("PagerDutyService", {"integrationKey": ""}, "integrationKey", "must not be empty"),
]


@pytest.mark.parametrize(("kind", "inputs", "path", "sentence"), REFUSED)
def test_a_fault_is_named_at_its_property(
    kind: str, inputs: dict[str, Any], path: str, sentence: str
) -> None:
    found = failures(kind, **inputs)
    assert path in found, found
    assert sentence in found[path]


def test_all_faults_are_named_at_once() -> None:
    assert len(failures("MetricMonitor", dataset="x", timeWindow=1, critical="x")) == 3


@pytest.mark.parametrize("kind", USUAL)
def test_unknown_values_pass(kind: str) -> None:
    unknown = dict.fromkeys(USUAL[kind], UNKNOWN)
    assert failures(kind, **unknown) == {}


def test_unknowns_inside_an_alert_pass() -> None:
    condition = {"type": "tagged_event", "key": UNKNOWN, "match": UNKNOWN}
    email = {"type": "email", "targetType": "team", "targetId": UNKNOWN}
    assert failures("Alert", detectorIds=[UNKNOWN], **filters([condition], [email])) == {}
    assert failures("Alert", actionFilters=UNKNOWN, triggers=UNKNOWN) == {}


def test_a_setting_that_does_not_exist_is_named() -> None:
    plugin = SentryAlerting()
    news = {"organisation": "x", "baseUrl": "sentry.io", "timeout": "soon"}
    found = {one.property: one.reason for one in plugin.check_config(news).failures}
    assert "it has token, baseUrl, organization" in found["organisation"]
    assert "is no https address" in found["baseUrl"]
    assert "is not a number of seconds" in found["timeout"]

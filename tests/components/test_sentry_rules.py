"""Alerts of a self-hosted Sentry from before monitors."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pulumi
import pytest

from components.sentry.context import SentryContext
from components.sentry.integrations import Integrations, PagedRow
from components.sentry.rules import declare_issue_rule, declare_metric_rule
from setpoint.automation.plan import run_offline
from setpoint.catalog.model import (
    SentryAction,
    SentryAlert,
    SentryCondition,
    SentryFilter,
    SentryMonitor,
)
from tests.components import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PAGE = SentryAction(type="pagerduty", target="api", options={"priority": "critical"})
SLACK = SentryAction(type="slack", target="#alerts", options={"tags": "level", "notes": "See"})


def condition(kind: str, properties: Mapping[str, Any]) -> SentryCondition:
    return SentryCondition(type=kind, properties=properties)


COUNT = condition("event_frequency_count", {"value": 5, "interval": "5m", "filters": []})
FALLEN = condition("issue_priority_deescalating", {"priority": "high"})
MESSAGE = condition(
    "event_attribute", {"attribute": "message", "match": "co", "value": "marketplace"}
)


def issue_alert(*conditions: SentryCondition, triggers: tuple[str, ...]) -> SentryAlert:
    group = SentryFilter(logic_type="all", conditions=conditions, actions=(PAGE, SLACK))
    return SentryAlert(
        name="[prod] api/new",
        project="backend",
        environment="production",
        frequency=30,
        triggers=triggers,
        filters=(group,),
        enabled=True,
    )


def monitor(**changes: Any) -> SentryMonitor:
    high = condition("issue_priority_greater_or_equal", {"priority": "high"})
    medium = condition("issue_priority_greater_or_equal", {"priority": "medium"})
    one = SentryMonitor(
        name="[prod] api/errors",
        description="Errors",
        project="backend",
        owner="platform",
        dataset="events",
        event_types=("default", "error"),
        aggregate="count()",
        query="level:error",
        time_window=300,
        environment="production",
        detection_type="static",
        comparison="gt",
        critical=100,
        warning=50,
        resolve=40,
        comparison_delta=None,
        sensitivity=None,
        enabled=True,
        alert=replace(
            issue_alert(triggers=()),
            filters=(
                SentryFilter(logic_type="any", conditions=(high,), actions=(PAGE,)),
                SentryFilter(logic_type="any", conditions=(medium,), actions=(SLACK,)),
            ),
        ),
    )
    return replace(one, **changes)


def declared(declare: Callable[[SentryContext], None]) -> dict[str, Any]:
    """Inputs of the one resource that `declare` makes."""

    def program() -> None:
        context = SentryContext(
            parent=pulumi.ComponentResource("setpoint:test:Parent", "parent"),
            organization="acme",
            project_slugs={"backend": pulumi.Output.from_input("acme-backend")},
            team_ids={"platform": pulumi.Output.from_input("7")},
            emails={"ana": "ana@acme.test"},
            slack_channels={},
            integrations=Integrations(
                find=lambda provider, _: {
                    "slack": pulumi.Output.from_input("2001"),
                    "pagerduty": pulumi.Output.from_input("2002"),
                }.get(provider),
                services={"api": PagedRow(id=pulumi.Output.from_input("9"), name="API")},
            ),
        )
        declare(context)

    (resource,) = [
        one for one in run_offline(samples.catalog(), program) if one.type.startswith("sentry:")
    ]
    return resource.inputs


def test_a_metric_rule_pages_when_critical_and_tells_slack_before() -> None:
    inputs = declared(lambda context: declare_metric_rule("api/errors", monitor(), context))

    critical, warning = inputs.pop("triggers")
    assert inputs == {
        "organization": "acme",
        "project": "acme-backend",
        "name": "[prod] api/errors",
        "owner": "team:7",
        "dataset": "events",
        "eventTypes": ["default", "error"],
        "aggregate": "count()",
        "query": "level:error",
        "timeWindow": 5,
        "environment": "production",
        "thresholdType": 0,
        "resolveThreshold": 40,
    }
    assert (critical["label"], critical["alertThreshold"]) == ("critical", 100)
    assert critical["actions"] == [
        {"type": "pagerduty", "targetType": "specific", "targetIdentifier": "9",
         "integrationId": 2002},
        {"type": "slack", "targetType": "specific", "targetIdentifier": "#alerts",
         "integrationId": 2001},
    ]  # fmt: skip
    assert (warning["label"], warning["alertThreshold"]) == ("warning", 50)
    assert [action["type"] for action in warning["actions"]] == ["slack"]


MAIL = SentryAction(type="email", target="ana", options={"target_type": "user"})


def test_a_member_is_mailed_by_rules_of_both_kinds() -> None:
    group = SentryFilter(logic_type="all", conditions=(), actions=(MAIL,))
    old = replace(issue_alert(triggers=("first_seen_event",)), filters=(group,))
    watched = monitor(warning=None, alert=old)

    issue = declared(lambda context: declare_issue_rule("api/new", old, context))
    metric = declared(lambda context: declare_metric_rule("api/errors", watched, context))

    (told,) = metric["triggers"][0]["actions"]
    assert (told["type"], told["targetType"]) == ("email", "user")
    assert issue["actions"] == [
        {
            "id": "sentry.mail.actions.NotifyEmailAction",
            "targetType": "Member",
            "targetIdentifier": told["targetIdentifier"],
        }
    ]
    assert json.dumps(told["targetIdentifier"]).count("ana@acme.test") == 1


def test_below_is_the_other_side() -> None:
    quiet = monitor(comparison="lt", warning=None)

    inputs = declared(lambda context: declare_metric_rule("api/quiet", quiet, context))

    assert inputs["thresholdType"] == 1
    (critical,) = inputs["triggers"]
    assert critical["thresholdType"] == 1


@pytest.mark.parametrize("detection", ["percent", "dynamic"])
def test_only_fixed_thresholds_can_be_said(detection: str) -> None:
    signal = monitor(detection_type=detection)

    with pytest.raises(ValueError, match="api/errors: Sentry's old rules know fixed thresholds"):
        declared(lambda context: declare_metric_rule("api/errors", signal, context))


def test_an_issue_rule() -> None:
    alert = issue_alert(MESSAGE, triggers=("first_seen_event", "regression_event"))

    inputs = declared(lambda context: declare_issue_rule("api/new", alert, context))

    assert inputs["actionMatch"] == "any"
    assert [one["id"].rsplit(".", 1)[1] for one in inputs["conditions"]] == [
        "FirstSeenEventCondition",
        "RegressionEventCondition",
    ]
    assert inputs["filterMatch"] == "all"
    assert inputs["filters"] == [
        {
            "id": "sentry.rules.filters.event_attribute.EventAttributeFilter",
            "attribute": "message",
            "match": "co",
            "value": "marketplace",
        }
    ]
    page, slack = inputs["actions"]
    assert (page["account"], page["service"], page["severity"]) == ("2002", "9", "critical")
    assert (slack["workspace"], slack["channel"]) == ("2001", "#alerts")


def test_a_count_of_events_is_among_the_conditions_and_joined_by_all() -> None:
    alert = issue_alert(COUNT, MESSAGE, triggers=("first_seen_event",))

    inputs = declared(lambda context: declare_issue_rule("api/new", alert, context))

    assert inputs["actionMatch"] == "all"
    assert inputs["conditions"][1] == {
        "id": "sentry.rules.conditions.event_frequency.EventFrequencyCondition",
        "comparisonType": "count",
        "interval": "5m",
        "value": "5",
    }
    assert len(inputs["filters"]) == 1


@pytest.mark.parametrize(
    ("alert", "sentence"),
    [
        (issue_alert(COUNT, triggers=("first_seen_event", "regression_event")), "several triggers"),
        (issue_alert(triggers=("issue_resolved_trigger",)), "no issue_resolved_trigger"),
        (
            issue_alert(
                condition("issue_priority_deescalating", {"priority": "high"}), triggers=()
            ),
            "no issue_priority_deescalating",
        ),
    ],
    ids=["count-of-several", "trigger", "condition"],
)
def test_what_old_rules_cannot_say_is_an_error(alert: SentryAlert, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        declared(lambda context: declare_issue_rule("api/new", alert, context))

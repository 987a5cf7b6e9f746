"""What the organization has: every kind of monitor, many kinds of alerts, some of them doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.migration.account import (
    cron_body,
    email,
    metric_body,
    slack,
    trigger,
    uptime_body,
    when,
)

if TYPE_CHECKING:
    from tests.migration.account import Sentry

_STATUS = {"op": "status_code_check", "operator": {"cmp": "less_than"}, "value": 300}
_PATH = {
    "op": "json_path",
    "operand": {"jsonpath_op": "literal", "value": "Healthy"},
    "operator": {"cmp": "equals"},
    "value": "$.status",
}
_BAND = {"seasonality": "auto", "sensitivity": "high", "thresholdType": 0}


def seed(sentry: Sentry, team: str) -> None:
    """Make it all in two projects of a team; the organization is empty before."""
    for slug in ("shop-api", "shop-web"):
        sentry.project(slug, team)
    metrics = _metrics(sentry)
    others = _uptimes(sentry) + _crons(sentry)
    _monitor_alerts(sentry, metrics, others)
    _issue_alerts(sentry)
    _doubled(sentry)


def _metrics(sentry: Sentry) -> list[str]:
    bodies = [
        metric_body("Error rate"),
        metric_body("Error rate", conditions=[("gt", 5, 75), ("lte", 5, 0)]),
        metric_body(
            "Slow checkout",
            source={
                "aggregate": "p95(span.duration)",
                "dataset": "events_analytics_platform",
                "eventTypes": ["trace_item_span"],
                "query": 'span.op:http.server transaction:"${checkout}"',
                "environment": "production",
            },
            conditions=[("gte", 1500, 75), ("gte", 900.5, 50), ("lt", 800, 0)],
            top={"description": "Checkout answers slowly", "owner": "team:4101"},
        ),
        metric_body(
            "Traffic dropped",
            config={"detectionType": "percent", "comparisonDelta": 604800},
            conditions=[("lt", 40, 50), ("gte", 70, 0)],
            top={"owner": "user:7001"},
        ),
        metric_body(
            "Odd number of errors",
            config={"detectionType": "dynamic"},
            conditions=[("anomaly_detection", _BAND, 75)],
            top={"enabled": False},
        ),
        metric_body("Never over", conditions=[("gt", 5, 75)]),
    ]
    return [sentry.monitor("shop-api", body) for body in bodies]


def _uptimes(sentry: Sentry) -> list[str]:
    checks = {"root": {"op": "and", "children": [_STATUS, _PATH]}}
    lone = {"root": {"op": "not", "operand": _STATUS}}
    return [
        sentry.monitor("shop-web", uptime_body("shop is up")),
        sentry.monitor(
            "shop-web",
            uptime_body(
                "health says healthy",
                method="POST",
                body='{"deep": true}',
                headers=[["Accept", "application/json"]],
                timeoutMs=2500,
                assertion=checks,
            ),
        ),
        sentry.monitor("shop-web", uptime_body("old shop is gone", assertion=lone)),
        sentry.monitor(
            "shop-web", uptime_body("with a key", headers=[["Authorization", "Bearer hush-hush"]])
        ),
    ]


def _crons(sentry: Sentry) -> list[str]:
    return [
        sentry.monitor("shop-api", cron_body("nightly export")),
        sentry.monitor(
            "shop-api",
            cron_body("sync", schedule_type="interval", schedule=[15, "minute"], timezone="UTC"),
        ),
        sentry.monitor(
            "shop-api", cron_body("invoices", schedule_type="interval", schedule=[1, "month"])
        ),
    ]


def _monitor_alerts(sentry: Sentry, metrics: list[str], others: list[str]) -> None:
    high = when("issue_priority_greater_or_equal", 75)
    over = when("issue_priority_deescalating", 75)
    sentry.alert("Errors page", metrics[:1], triggers=(), conditions=(high, over), logic="any")
    pager = {
        "type": "pagerduty",
        "integrationId": "2002",
        "config": {
            "targetType": "specific",
            "targetIdentifier": sentry.paged("checkout"),
            "targetDisplay": "checkout",
        },
        "data": {"priority": "critical"},
    }
    sentry.alert("Everything slow", metrics[2:4], triggers=(), actions=(pager, slack("ops")))
    sentry.alert(
        "Down or late",
        [others[0], others[4]],
        triggers=("first_seen_event", "issue_resolved_trigger"),
        actions=(email("team", "4101"),),
        environment="production",
    )
    sentry.alert("About the key", others[3:4])


def _issue_alerts(sentry: Sentry) -> None:
    issues = [sentry.built_in("shop-api", "issue_stream")]
    frequency = {"value": 10, "interval": "1h", "filters": []}
    sentry.alert(
        "New and regressed",
        issues,
        triggers=("first_seen_event", "regression_event"),
        conditions=(when("level", {"level": 40, "match": "gte"}), trigger("latest_release")),
        actions=(slack("#alerts", tags="environment,level", notes="See the runbook"),),
    )
    sentry.alert(
        "Many events",
        issues,
        triggers=("reappeared_event",),
        conditions=(
            when("event_frequency_count", frequency),
            when("tagged_event", {"key": "tenant", "match": "eq", "value": "42"}),
            when("issue_category", {"value": 1, "include": True}),
        ),
        logic="none",
        actions=(email("issue_owners", fallthroughType="ActiveMembers"), email("user", "7002")),
        config={"frequency": 1440},
        enabled=False,
    )
    sentry.alert(
        "Assigned to the team",
        [sentry.built_in("shop-web", "error")],
        conditions=(when("assigned_to", {"targetType": "Team", "targetIdentifier": "4101"}),),
        actions=({"type": "webhook", "config": {"targetIdentifier": "webhooks"}, "data": {}},),
    )
    sentry.alert(
        "Two projects at once",
        [*issues, sentry.built_in("shop-web", "issue_stream")],
    )
    sentry.alert("Owned", issues, owner="team:4101")
    sentry.alert("Connected to nothing", [])
    ticket = {
        "type": "jira",
        "integrationId": "2007",
        "config": {"targetType": "specific"},
        "data": {"additionalFields": {"project": "1", "issuetype": "2"}},
    }
    often = (when("issue_occurrences", {"value": 5}),)
    sentry.alert("Ticket", issues, triggers=(), conditions=often, actions=(ticket,))
    sentry.alert("Old when new", issues, triggers=("first_seen_event",), conditions=often)


def _doubled(sentry: Sentry) -> None:
    """Alerts that Sentry made of rules, and the same made anew by hand."""
    errors = sentry.built_in("shop-web", "error")
    issues = sentry.built_in("shop-web", "issue_stream")
    fatal = when("level", {"level": 50, "match": "eq"})
    sentry.alert("Fatal errors", [errors], conditions=(fatal,), logic="any")
    sentry.alert("Fatal errors (new)", [issues], conditions=(fatal,), logic="any")
    sentry.alert("Fatal errors elsewhere", [issues], conditions=(fatal,), environment="eu")

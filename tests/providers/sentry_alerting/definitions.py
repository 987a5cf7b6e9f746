"""The table of definitions: every type of monitor, condition and action, every edge of a range.

Each has inputs as a program would give them and one change for the update.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from providers.sentry_alerting import conditions, metric_monitor, uptime_monitor
from providers.sentry_alerting.alert import ACTIVITIES, FREQUENCIES, TRIGGERS
from providers.sentry_alerting.cron_monitor import UNITS

Props = dict[str, Any]


@dataclass(frozen=True)
class Definition:
    """One resource; `change` is merged into its inputs for the update."""

    kind: str
    inputs: Props
    change: Props = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.inputs['name']}".replace(" ", "-")

    @property
    def changed(self) -> Props:
        return {**self.inputs, **self.change}


def metric(name: str, change: Props | None = None, **inputs: Any) -> Definition:
    usual = {"project": "shop-api", "aggregate": "count()", "timeWindow": 3600}
    thresholds = {} if inputs.get("detectionType") == "dynamic" else {"critical": 10}
    return Definition(
        "MetricMonitor",
        {"name": name, **usual, **thresholds, **inputs},
        change or {"timeWindow": 900},
    )


def uptime(name: str, change: Props | None = None, **inputs: Any) -> Definition:
    usual = {
        "project": "shop-api",
        "url": "https://shop.example.com/",
        "environment": "production",
        "intervalSeconds": 60,
        "timeoutMs": 1000,
    }
    return Definition(
        "UptimeMonitor", {"name": name, **usual, **inputs}, change or {"timeoutMs": 9000}
    )


def cron(name: str, change: Props | None = None, **inputs: Any) -> Definition:
    return Definition(
        "CronMonitor",
        {"name": name, "project": "shop-api", "maxRuntime": 10, **inputs},
        change or {"maxRuntime": 45},
    )


def alert(name: str, change: Props | None = None, **inputs: Any) -> Definition:
    return Definition("Alert", {"name": name, **inputs}, change or {"frequency": 60})


EMAIL = {"type": "email", "targetType": "issue_owners", "fallthroughType": "ActiveMembers"}


def conditional(tag: str, *given: Props, **change: Any) -> Definition:
    """An alert with every form of one type of condition."""
    made = [{"type": tag, **one} for one in given]
    filters = [{"logicType": "any", "conditions": made, "actions": [EMAIL]}]
    changed = [{**made[0], **change}, *made[1:]] if change else made[1:]
    return alert(
        f"condition {tag}",
        {"actionFilters": [{**filters[0], "conditions": changed}]},
        actionFilters=filters,
    )


def acting(tag: str, *given: Props, **change: Any) -> Definition:
    """An alert with every form of one type of action."""
    made = [{"type": tag, **one} for one in given]
    changed = [{**made[0], **change}, *made[1:]]
    return alert(
        f"action {tag}",
        {"actionFilters": [{"actions": changed}]} if change else None,
        actionFilters=[{"actions": made}],
    )


ALL_EVENTS = [
    *("default", "error", "trace_item_log", "trace_item_metric", "trace_item_span", "transaction"),
]
EAP = {"dataset": "events_analytics_platform", "queryType": "performance"}

METRICS = (
    metric("logic any", eventTypes=["error"], timeWindow=86400),
    metric("logic all", eventTypes=["error"], timeWindow=86400, logicType="all"),
    metric("logic none", eventTypes=["error"], timeWindow=60, logicType="none"),
    metric(
        "Users with errors",
        {"owner": "user:7002"},
        aggregate="count_unique(tags[sentry:user])",
        timeWindow=900,
        owner="user:7001",
        critical=20,
        resolve=20,
    ),
    metric(
        "Errors on checkout",
        {"warning": 60},
        description="More errors than usual",
        owner="team:4101",
        environment="production",
        query="is:unresolved level:error",
        queryType="error",
        extrapolationMode="unknown",
        critical=100,
        warning=50,
        resolve=50,
    ),
    metric("disabled", {"enabled": True}, enabled=False, timeWindow=60),
    metric("comparison gte", {"critical": 11}, comparison="gte"),
    metric(
        "comparison lt", {"critical": 40, "resolve": 40}, comparison="lt", critical=50, resolve=50
    ),
    metric("comparison lt low", comparison="lt", critical=10),
    metric("comparison lte", {"critical": 9}, comparison="lte"),
    metric("comparison eq", {"critical": 12}, comparison="eq"),
    metric("comparison ne", {"comparison": "eq"}, comparison="ne"),
    metric("tiny", {"critical": 0.25}, critical=0.05, warning=1e-07, resolve=-1.5),
    metric("one", critical=1),
    metric("hundred", critical=100, resolve=100, timeWindow=7200),
    metric("thousand", critical=1200, resolve=1000, timeWindow=14400),
    metric("hundred and twenty", critical=150, resolve=120, timeWindow=300),
    *(
        metric(
            f"percent {delta}",
            {"critical": 150},
            detectionType="percent",
            comparisonDelta=delta,
            critical=120,
            resolve=120,
        )
        for delta in metric_monitor.DELTAS
    ),
    metric(
        "throughput falls",
        {"comparisonDelta": 3600},
        detectionType="percent",
        comparisonDelta=604800,
        comparison="lt",
        critical=50,
        resolve=50,
        aggregate="count(span.duration)",
        query="is_transaction:true",
        timeWindow=900,
        **EAP,
    ),
    *(
        metric(
            f"anomaly {sensitivity} {side}",
            {"sensitivity": "high" if sensitivity == "low" else "low"},
            detectionType="dynamic",
            sensitivity=sensitivity,
            thresholdType=side,
            timeWindow=900,
        )
        for sensitivity, side in (
            ("low", "above"),
            ("medium", "above"),
            ("high", "above"),
            ("low", "below"),
            ("medium", "below"),
            ("high", "above_and_below"),
        )
    ),
    metric(
        "spans",
        {"query": "op:db"},
        aggregate="failure_rate()",
        timeWindow=300,
        extrapolationMode="none",
        **EAP,
    ),
)

DATASETS = (
    *(
        metric(f"dataset {dataset}", dataset=dataset, eventTypes=ALL_EVENTS)
        for dataset in metric_monitor.DATASETS
    ),
    metric("generic", dataset="generic_metrics", queryType="performance"),
    metric("users typed", aggregate="count_unique(tags[sentry:user])", queryType="error"),
    *(
        metric(
            f"crash rate {who}",
            dataset="metrics",
            queryType="crash_rate",
            aggregate=f"percentage({who}_crashed, {who}) AS _crash_rate_alert_aggregate",
        )
        for who in ("sessions", "users")
    ),
    metric(
        "custom percentile",
        dataset="transactions",
        queryType="performance",
        aggregate="percentile(measurements.lcp,0.93)",
    ),
    metric("apdex", aggregate="apdex(span.duration,300)", **EAP),
    metric("order value", aggregate="avg(order.value)", query="span.op:queue.process", **EAP),
    metric("failures", aggregate="failure_rate()", timeWindow=300, **EAP),
    metric("failures longer", aggregate="failure_rate()", timeWindow=600, **EAP),
    metric("failures exact", aggregate="failure_rate()", extrapolationMode="none", **EAP),
    metric("span count", aggregate="count(span.duration)", extrapolationMode="unknown", **EAP),
    metric("cls", aggregate="p75(measurements.cls)", extrapolationMode="server_weighted", **EAP),
    metric("inp", aggregate="p75(measurements.inp)", **EAP),
    metric(
        "lcp",
        aggregate="p75(measurements.lcp)",
        extrapolationMode="client_and_server_weighted",
        **EAP,
    ),
    metric(
        "orders slow",
        aggregate="p95(span.duration)",
        query='transaction:"GET /api/orders"',
        extrapolationMode="unknown",
        **EAP,
    ),
    *(
        metric(
            f"logs {severity}",
            aggregate="count(message)",
            query=f"severity:{severity}",
            eventTypes=["trace_item_log"],
            **EAP,
        )
        for severity in ("error", "fatal")
    ),
    metric(
        "orders placed",
        aggregate="sum(value,orders.placed,counter,-)",
        eventTypes=["trace_item_metric"],
        **EAP,
    ),
)

_HEALTHY = {
    "op": "and",
    "checks": [
        {"op": "status_code_check", "comparison": "greater_than", "value": 199},
        {"op": "status_code_check", "comparison": "less_than", "value": 300},
        {"op": "json_path", "path": "$.status", "value": "Healthy"},
    ],
}
_ECHO = {
    "op": "or",
    "checks": [
        {"op": "status_code_check", "value": 200},
        {
            "op": "not",
            "check": {"op": "header_check", "name": "X-Error", "valueGlob": "fatal-*"},
        },
        {
            "op": "json_path",
            "path": "$.items[*].state",
            "comparison": "not_equal",
            "valueGlob": "ok-*",
        },
    ],
}

UPTIMES = (
    uptime(
        "shop-api health",
        {"timeoutMs": 10000},
        description="GET /api/health",
        owner="team:4101",
        url="https://shop.example.com/api/health",
        headers={"X-Probe": "sentry", "Accept": "application/json"},
        intervalSeconds=300,
        timeoutMs=5000,
        assertion=_HEALTHY,
    ),
    uptime("minimal uptime", {"intervalSeconds": 600}, method="HEAD"),
    uptime(
        "post with body",
        {"enabled": False},
        owner="user:7001",
        environment="staging",
        url="https://shop.example.com/api/echo",
        method="POST",
        body='{"ping": true}\n',
        headers={"Content-Type": "application/json"},
        intervalSeconds=3600,
        timeoutMs=30000,
        downtimeThreshold=5,
        recoveryThreshold=2,
        assertion=_ECHO,
    ),
    *(uptime(f"every {seconds}", intervalSeconds=seconds) for seconds in uptime_monitor.INTERVALS),
    *(uptime(f"by {method}", method=method) for method in uptime_monitor.METHODS),
    uptime("slowest", {"timeoutMs": 59999}, timeoutMs=60000, intervalSeconds=300),
    uptime("many checks", {"recoveryThreshold": 1}, downtimeThreshold=720, recoveryThreshold=720),
    uptime("traced", {"traceSampling": False}, traceSampling=True),
)

CRONS = (
    cron(
        "nightly export",
        description="runs at 02:00",
        owner="team:4101",
        crontab="0 2 * * *",
        checkinMargin=5,
        maxRuntime=30,
        failureIssueThreshold=2,
        timezone="Europe/Berlin",
    ),
    cron("nightly", crontab="0 2 * * *"),
    cron("alias", {"crontab": "@hourly"}, crontab="@daily"),
    cron("steps", crontab="*/15 8-18 * jan,jul mon-fri"),
    *(
        cron(
            f"per {unit}",
            {"interval": {"value": 2, "unit": unit}},
            interval={"value": 1, "unit": unit},
        )
        for unit in UNITS
    ),
    cron(
        "longest",
        {"checkinMargin": 40319},
        crontab="@yearly",
        checkinMargin=40320,
        maxRuntime=40320,
        failureIssueThreshold=720,
        recoveryThreshold=720,
    ),
)

_FILTER = {"key": "plan", "match": "eq", "value": "pro"}

CONDITIONS = (
    conditional(
        "age_comparison",
        {"comparisonType": "older", "time": "minute", "value": 1},
        {"comparisonType": "newer", "time": "hour", "value": 2},
        {"comparisonType": "older", "time": "day", "value": 3},
        {"comparisonType": "newer", "time": "week", "value": 4},
        value=9,
    ),
    conditional(
        "assigned_to",
        {"targetType": "Unassigned"},
        {"targetType": "Member", "targetIdentifier": "7001"},
        {"targetType": "Team", "targetIdentifier": "4101"},
    ),
    conditional(
        "event_attribute",
        {"attribute": "message", "match": "co", "value": "bar"},
        {"attribute": "error.unhandled", "match": "is"},
        {"attribute": "user.id", "match": "ns"},
        value="foo",
    ),
    conditional(
        "event_frequency_count",
        *({"value": 3, "interval": interval} for interval in conditions.INTERVALS),
        {"value": 0, "interval": "1h", "filters": [{"attribute": "message", "match": "is"}]},
        value=1,
    ),
    conditional(
        "event_frequency_percent",
        {"value": 100, "interval": "1h", "comparisonInterval": "1w"},
        {
            "value": 50,
            "interval": "15m",
            "comparisonInterval": "1d",
            "filters": [{"key": "tag", "match": "ne", "value": "x"}],
        },
        value=200,
    ),
    conditional(
        "event_unique_user_frequency_count",
        {"value": 1, "interval": "5m"},
        {"value": 5, "interval": "1h", "filters": [_FILTER]},
        interval="15m",
    ),
    conditional(
        "issue_category",
        *({"category": name, "include": False} for name in conditions.CATEGORIES.names),
        *({"category": name} for name in conditions.CATEGORIES.names),
        include=True,
    ),
    conditional("issue_occurrences", {"value": 10}, {"value": 20}, {"value": 1}, value=30),
    conditional(
        "issue_priority_deescalating",
        *({"priority": name} for name in conditions.PRIORITIES.names),
    ),
    conditional(
        "issue_priority_greater_or_equal",
        *({"priority": name} for name in conditions.PRIORITIES.names),
    ),
    conditional(
        "issue_type",
        {"value": "performance_large_http_payload"},
        {"value": "error", "include": False},
        value="performance_slow_db_query",
    ),
    conditional(
        "latest_adopted_release",
        {"environment": "production", "ageComparison": "older", "releaseAgeType": "oldest"},
        {"environment": "production", "ageComparison": "newer", "releaseAgeType": "newest"},
        environment="staging",
    ),
    conditional("latest_release", {}),
    conditional(
        "level",
        *({"level": name, "match": "eq"} for name in conditions.LEVELS.names),
        {"level": "error", "match": "gte"},
        {"level": "warning", "match": "lte"},
        match="gte",
    ),
    conditional("percent_sessions_count", {"value": 10, "interval": "1h"}, value=20),
    conditional(
        "percent_sessions_percent",
        {"value": 10, "interval": "1h", "comparisonInterval": "1w"},
        {
            "value": 25,
            "interval": "30d",
            "comparisonInterval": "1d",
            "filters": [{"attribute": "message", "match": "eq", "value": "crash"}],
        },
        value=11,
    ),
    conditional(
        "tagged_event",
        *(
            {"key": "k", "match": match, "value": "v"}
            for match in conditions.MATCHES
            if match not in conditions.VALUELESS
        ),
        *({"key": "k", "match": match} for match in conditions.VALUELESS),
        value="w",
    ),
)

_PAGERDUTY = {"integrationId": "2002", "serviceId": "10999", "serviceName": "legacy-service"}
_OPSGENIE = {"integrationId": "2006", "teamId": "11000", "teamName": "shop-ops"}

ACTIONS = (
    acting(
        "email",
        {"targetType": "team", "targetId": "4101"},
        {"targetType": "team", "targetId": "4102"},
        {"targetType": "user", "targetId": "7001"},
        *(
            {"targetType": "issue_owners", "fallthroughType": who}
            for who in ("AllMembers", "ActiveMembers", "NoOne")
        ),
    ),
    acting(
        "slack",
        {
            "integrationId": "2001",
            "channel": "#alerts",
            "tags": "environment,level",
            "notes": "See <http://example.com|runbook>",
        },
        {"integrationId": "2001", "channel": "alerts-low", "channelId": "C0AAAAAAAAA"},
        {"integrationId": "2001", "channel": "#alerts-critical"},
        {"integrationId": "2001", "channel": "#alerts-low"},
        notes="Call somebody",
    ),
    acting(
        "pagerduty",
        *(
            {**_PAGERDUTY, "severity": one}
            for one in ("default", "critical", "error", "warning", "info")
        ),
        severity="critical",
    ),
    acting(
        "opsgenie",
        *({**_OPSGENIE, "priority": f"P{number}"} for number in range(1, 6)),
        priority="P2",
    ),
    acting(
        "discord",
        {"integrationId": "2005", "channelId": "123456789012345678", "tags": "environment, level"},
        {"integrationId": "2005", "channelId": "123456789012345679"},
        tags="level",
    ),
    acting(
        "msteams",
        {"integrationId": "2004", "teamId": "19:abc@thread.skype", "channel": "General"},
        {"integrationId": "2004", "teamId": "19:abc@thread.skype", "channel": "Alerts"},
        channel="Other",
    ),
    acting(
        "jira",
        {"integrationId": "2007", "project": "349719", "issueType": "1"},
        {"integrationId": "2007", "project": "349719", "issueType": "2"},
        issueType="3",
    ),
    acting(
        "jira_server",
        {"integrationId": "2008", "project": "10001", "issueType": "10002"},
        issueType="10003",
    ),
    acting(
        "vsts",
        {
            "integrationId": "2009",
            "project": "0389485",
            "workItemType": "Microsoft.VSTS.WorkItemTypes.Task",
        },
        project="0389486",
    ),
    acting(
        "github",
        {
            "integrationId": "2003",
            "repository": "shop",
            "assignee": "ana",
            "labels": ["bug", "sentry"],
        },
        {"integrationId": "2003", "repository": "shop"},
        {"integrationId": "2003", "repository": "shop", "assignee": "ana", "labels": ["bug"]},
        labels=["bug"],
        assignee="bo",
    ),
    acting("github_enterprise", {"integrationId": "2010", "repository": "shop"}, repository="web"),
    acting(
        "sentry_app",
        {
            "sentryAppId": "5150",
            "settings": [
                {"name": "title", "value": "Incident"},
                {"name": "team", "value": "42", "label": "Shop"},
            ],
        },
        {"sentryAppId": "5151"},
        settings=[{"name": "title", "value": "Outage"}],
    ),
    acting("webhook", {"service": "acme-webhook-1a2b3c"}, {"service": "webhooks"}, service="other"),
    acting("plugin", {}),
)

ALERTS = (
    alert("empty trigger list", frequency=0, actionFilters=[{"actions": [EMAIL]}]),
    alert("no trigger", frequency=5, detectorIds=["880001"]),
    alert(
        "legacy triggers",
        {"triggers": ["first_seen_event"]},
        frequency=10,
        detectorIds=["880001"],
        triggers=["first_seen_event", "new_high_priority_issue"],
    ),
    *(alert(f"trigger {one}", {"triggers": []}, triggers=[one]) for one in TRIGGERS),
    alert("analysis", {"seerActivities": ["pr_created"]}, seerActivities=list(ACTIVITIES)),
    *(alert(f"each {minutes}", {"enabled": False}, frequency=minutes) for minutes in FREQUENCIES),
    alert(
        "two filters",
        {"environment": "staging"},
        environment="production",
        owner="team:4101",
        detectorIds=["880002", "880001"],
        actionFilters=[
            {"logicType": "none", "conditions": [{"type": "latest_release"}], "actions": [EMAIL]},
            {"logicType": "all", "actions": [{"type": "plugin"}]},
        ],
    ),
)

DEFINITIONS = (*METRICS, *DATASETS, *UPTIMES, *CRONS, *CONDITIONS, *ACTIONS, *ALERTS)

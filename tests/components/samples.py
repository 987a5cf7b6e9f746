"""Small catalogs made from the model directly: what components do must not depend on YAML."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from setpoint.catalog.model import (
    Alert,
    AlertOverride,
    AnomalyAlarm,
    Catalog,
    Channels,
    CompositeAlarm,
    Escalation,
    EscalationRule,
    HealthCheck,
    Layer,
    LogMetric,
    MathAlarm,
    Metric,
    MetricAlarm,
    MetricQuery,
    PagerDutyService,
    Person,
    Response,
    Route,
    Schedule,
    SentryProject,
    SentrySettings,
    SentryTeam,
    Signal,
    Subscription,
    Target,
    Team,
    Topic,
)

TAGS = {"organization": "acme", "environment": "prod", "managed-by": "setpoint"}
CPU = Metric(
    namespace="AWS/RDS",
    name="CPUUtilization",
    dimensions={"DBInstanceIdentifier": "main"},
    statistic="Average",
)
MONDAY_NINE = datetime(2025, 11, 24, 9, tzinfo=UTC)


def metric_alarm(name: str = "acme-prod-api-cpu", **changes: Any) -> MetricAlarm:
    """An alarm above 80 for three of five minutes."""
    alarm = MetricAlarm(
        alarm_name=name,
        description="CPU of the database",
        comparison_operator="GreaterThanThreshold",
        period=60,
        evaluation_periods=5,
        datapoints_to_alarm=3,
        treat_missing_data="missing",
        metric=CPU,
        threshold=80,
    )
    return replace(alarm, **changes)


def math_alarm(**changes: Any) -> MathAlarm:
    alarm = MathAlarm(
        alarm_name="acme-prod-api-errors",
        description="Failed requests in percent",
        comparison_operator="GreaterThanThreshold",
        period=300,
        evaluation_periods=1,
        datapoints_to_alarm=1,
        treat_missing_data="notBreaching",
        threshold=1.5,
        queries=(
            MetricQuery(id="requests", metric=replace(CPU, name="Requests", statistic="Sum")),
            MetricQuery(id="errors", metric=replace(CPU, name="Errors"), period=60),
            MetricQuery(
                id="ratio", expression="100 * errors / requests", label="%", return_data=True
            ),
        ),
    )
    return replace(alarm, **changes)


def anomaly_alarm() -> AnomalyAlarm:
    return AnomalyAlarm(
        alarm_name="acme-prod-api-unusual",
        description="More than usual",
        comparison_operator="GreaterThanUpperThreshold",
        period=300,
        evaluation_periods=2,
        datapoints_to_alarm=2,
        treat_missing_data="missing",
        queries=(MetricQuery(id="m1", metric=CPU, return_data=True),),
        threshold_metric_id="band",
        band=2.5,
    )


def log_metric(**changes: Any) -> LogMetric:
    signal = LogMetric(
        filter_name="acme-prod-api-log-errors",
        log_group="/acme/prod/api",
        pattern="ERROR",
        metric_namespace="Acme/Logs",
        metric_name="Errors",
        metric_value="1",
        default_value=0,
        dimensions={},
        unit="Count",
        alarm=metric_alarm("acme-prod-api-log-errors"),
    )
    return replace(signal, **changes)


def health_check(**changes: Any) -> HealthCheck:
    check = HealthCheck(
        name="acme-prod-api-down",
        type="HTTPS_STR_MATCH",
        fqdn="api.acme.test",
        port=443,
        resource_path="/health",
        search_string="ok",
        request_interval=30,
        failure_threshold=3,
        measure_latency=False,
        enable_sni=True,
        inverted=False,
        regions=(),
        availability=None,
        alarm=metric_alarm(
            "acme-prod-api-down",
            metric=Metric(
                namespace="AWS/Route53",
                name="HealthCheckStatus",
                dimensions={},
                statistic="Minimum",
            ),
        ),
    )
    return replace(check, **changes)


def composite(
    rule: str, children: dict[str, Signal] | None = None, **changes: Any
) -> CompositeAlarm:
    signal = CompositeAlarm(
        alarm_name="acme-prod-api-either",
        description="Either",
        alarm_rule=rule,
        children=children or {},
        depends_on=(),
    )
    return replace(signal, **changes)


def alert(
    name: str, signal: Signal, *, service: str = "api", topics: tuple[str, ...] = ("critical",)
) -> Alert:
    return Alert(
        id=f"{service}/{name}",
        service=service,
        name=name,
        kind="cloudwatch",
        severity="critical",
        summary=name,
        condition="over the threshold",
        owner="platform",
        runbook=None,
        respond_within=Response(support_hours=300, otherwise=300, hours=None),
        enabled=True,
        route=Route(
            page="high",
            pagerduty_service=service,
            escalation="platform",
            channels=Channels(slack=(), email=(), sms=()),
            topics=topics,
        ),
        signal=signal,
        tags={**TAGS, "service": service, "severity": "critical", "owner": "platform"},
        origins={},
        region="us-east-1",
    )


def topic(
    name: str, *subscriptions: Subscription, regions: tuple[str, ...] = ("us-east-1",)
) -> Topic:
    return Topic(
        id=name,
        name=f"acme-prod-{name}",
        display_name=f"acme prod {name}",
        subscriptions=subscriptions,
        regions=regions,
    )


EMAIL = Subscription(id="email-1", protocol="email", endpoint="oncall@acme.test")
SLACK = Subscription(id="slack-1", protocol="slack", endpoint="#incidents")
PAGE = Subscription(id="pagerduty", protocol="pagerduty", endpoint="api")


def catalog(*alerts: Alert, **changes: Any) -> Catalog:
    """A catalog without paging that has the topic `critical`."""
    whole = Catalog(
        organization="acme",
        environment="prod",
        region="us-east-1",
        paging=False,
        pagerduty_users="create",
        pagerduty_region="us",
        slack_workspace=None,
        slack_channels={},
        tags=TAGS,
        people={},
        teams={},
        schedules={},
        escalations={},
        pagerduty_services={},
        topics={"critical": topic("critical", EMAIL)},
        sentry=None,
        sentry_teams={},
        sentry_projects={},
        sentry_members={},
        alerts={one.id: one for one in alerts},
        queries={},
        dashboards={},
        digests={},
    )
    return replace(whole, **changes)


def person(name: str, phone: Any = "+15550100001", **changes: Any) -> Person:
    one = Person(
        id=name,
        name=name.title(),
        email=f"{name}@acme.test",
        phone=phone,
        time_zone="UTC",
        role="limited_user",
    )
    return replace(one, **changes)


def layer(*people: str, **changes: Any) -> Layer:
    one = Layer(
        name="Layer 1",
        start=MONDAY_NINE,
        rotation_virtual_start=MONDAY_NINE,
        rotation_turn_length_seconds=604_800,
        people=people,
        restrictions=(),
        end=None,
    )
    return replace(one, **changes)


def paged_service(**changes: Any) -> PagerDutyService:
    service = PagerDutyService(
        id="api",
        service="api",
        name="acme prod: API",
        description="The API",
        team="platform",
        escalation="platform",
        acknowledgement_timeout=None,
        auto_resolve_timeout=14_400,
        support_hours=None,
        integrations=("cloudwatch", "sentry"),
        overrides=(
            AlertOverride(
                alert="api/cpu",
                match=("acme-prod-api-cpu",),
                severity="critical",
                urgency="high",
                escalation=None,
            ),
        ),
        slack=("#incidents",),
    )
    return replace(service, **changes)


def paging(*alerts: Alert, **changes: Any) -> Catalog:
    """A catalog in which an alarm reaches a phone."""
    rules = (
        EscalationRule(
            after_minutes=0,
            escalation_delay_in_minutes=15,
            targets=(Target(kind="schedule", id="primary"),),
        ),
        EscalationRule(
            after_minutes=15,
            escalation_delay_in_minutes=15,
            targets=(Target(kind="person", id="bob"),),
        ),
    )
    values: dict[str, Any] = {
        "paging": True,
        "slack_workspace": "T1",
        "slack_channels": {"#incidents": "C1"},
        "people": {"ana": person("ana"), "bob": person("bob", phone=None)},
        "teams": {
            "platform": Team(
                id="platform",
                name="acme prod: Platform",
                description="Platform",
                people=("ana",),
                manager="bob",
                slack=None,
            )
        },
        "schedules": {
            "primary": Schedule(
                id="primary",
                name="acme prod: primary",
                description="Who is on call",
                time_zone="UTC",
                layers=(layer("ana", "bob"),),
                teams=("platform",),
            )
        },
        "escalations": {
            "platform": Escalation(
                id="platform",
                name="acme prod: platform",
                description="Whom it wakes",
                team="platform",
                rules=rules,
                num_loops=1,
            )
        },
        "pagerduty_services": {"api": paged_service()},
        "topics": {
            "critical": topic("critical", EMAIL, SLACK),
            "page-api": topic("page-api", PAGE),
        },
    }
    return catalog(*alerts, **(values | changes))


SENTRY: dict[str, Any] = {
    "sentry_members": {"ana": "ana@acme.test"},
    "sentry": SentrySettings(
        organization="acme", api="monitors", integrations={"slack": "Acme", "pagerduty": "acme"}
    ),
    "sentry_teams": {"platform": SentryTeam(id="platform", slug="platform", name="Platform")},
    "sentry_projects": {
        "backend": SentryProject(
            id="backend",
            slug="acme-backend",
            name="Backend",
            platform="node",
            teams=("platform",),
            existing=False,
            keys=("relay",),
        )
    },
}

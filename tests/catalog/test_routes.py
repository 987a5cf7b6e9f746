from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from setpoint.review.sentry_actions import actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Alert, Catalog

SIGNAL = (
    "cloudwatch: { metric: { namespace: Shop, name: Errors, statistic: Sum },"
    ' comparison: ">", threshold: 1, period: 1m }'
)


def alert(name: str, severity: str, more: str = "") -> str:
    return f"{name}: {{ severity: {severity}, summary: X, {more}{SIGNAL} }}\n"


def test_a_critical_alert_pages_and_tells_everybody(alert_of: Callable[..., Alert]) -> None:
    route = alert_of(SIGNAL).route
    assert route.page == "high"
    assert (route.pagerduty_service, route.escalation) == ("shop", "core")
    assert route.topics == ("page-shop", "critical")
    assert route.channels.sms == ("+15550100099",)


@pytest.mark.parametrize("environment", ["staging", "test"])
def test_an_environment_other_than_prod_pages_nobody(
    catalog_of: Callable[..., Catalog], environment: str
) -> None:
    catalog = catalog_of(environment=environment)
    assert not catalog.paging
    assert (catalog.people, catalog.teams, catalog.schedules) == ({}, {}, {})
    assert (catalog.escalations, catalog.pagerduty_services) == ({}, {})
    route = catalog.alerts["shop/high-cpu"].route
    assert (route.page, route.pagerduty_service, route.channels.sms) == (None, None, ())
    assert route.channels.email == ("oncall@example.com",)
    assert route.topics == ("critical",)


def test_an_environment_pages_if_it_says_so(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of(environment="staging", more="paging: true")
    assert catalog.alerts["shop/high-cpu"].route.page == "high"


def test_prod_can_be_told_to_page_nobody(catalog_of: Callable[..., Catalog]) -> None:
    assert catalog_of(more="paging: false").alerts["shop/high-cpu"].route.page is None


def test_an_alert_may_refuse_its_severitys_page(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of(alert("quiet", "critical", "page: never, "))
    assert catalog.alerts["shop/quiet"].route.page is None
    assert catalog.pagerduty_services == {}


def test_alerts_of_a_severity_share_its_topic(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of(alert("a", "high") + alert("b", "high"))
    assert list(catalog.topics) == ["high"]
    topic = catalog.topics["high"]
    assert topic.name == "acme-prod-high"
    assert [(each.protocol, each.endpoint) for each in topic.subscriptions] == [
        ("slack", "#alerts")
    ]


def test_alerts_with_the_same_further_recipients_share_a_topic_named_by_them(
    catalog_of: Callable[..., Catalog],
) -> None:
    extra = 'notify: { slack: ["#extra"], email: [billing@example.com] }, '
    catalog = catalog_of(alert("a", "high", extra) + alert("b", "high", extra))
    assert list(catalog.topics) == ["high-billing-extra"]
    assert len(catalog.topics["high-billing-extra"].subscriptions) == 3


def test_sets_of_recipients_that_look_alike_get_topics_of_their_own(
    catalog_of: Callable[..., Catalog],
) -> None:
    one = "notify: { email: [billing@example.com] }, "
    other = "notify: { email: [billing@example.org] }, "
    catalog = catalog_of(alert("a", "high", one) + alert("b", "high", other))
    first, second = catalog.topics
    assert first == "high-billing"
    assert second.startswith("high-billing-")


def test_recipients_of_one_topic_that_look_alike_stay_apart(
    catalog_of: Callable[..., Catalog],
) -> None:
    both = "notify: { email: [billing@example.com, billing@example.org] }, "
    (topic,) = catalog_of(alert("a", "high", both)).topics.values()
    ids = [each.id for each in topic.subscriptions]
    assert len(set(ids)) == 3
    assert ids[:2] == ["slack-alerts", "email-billing"]


def test_a_secret_recipient_is_called_by_its_place(catalog_of: Callable[..., Catalog]) -> None:
    overlay = "{ severities: { high: { email: [{ secure: v1:abc }] } } }"
    (topic,) = catalog_of(alert("a", "high"), overlay=overlay).topics.values()
    assert [each.id for each in topic.subscriptions] == [
        "slack-alerts",
        "email-severities-high-email-0",
    ]


def test_a_paged_service_gets_a_topic_that_leads_to_pagerduty(
    catalog_of: Callable[..., Catalog],
) -> None:
    topic = catalog_of().topics["page-shop"]
    (subscription,) = topic.subscriptions
    assert (subscription.protocol, subscription.endpoint) == ("pagerduty", "shop")


def test_a_service_in_pagerduty_says_what_each_alert_is_worth(
    catalog_of: Callable[..., Catalog],
) -> None:
    alerts = (
        alert("a", "critical") + alert("b", "low") + alert("c", "critical", "escalation: fast, ")
    )
    service = catalog_of(alerts).pagerduty_services["shop"]
    assert service.name == "acme prod: Shop"
    assert (service.escalation, service.team) == ("core", "core")
    assert service.integrations == ("cloudwatch",)
    assert service.slack == ("#incidents", "#alerts")
    assert [
        (each.alert, each.match, each.severity, each.urgency, each.escalation)
        for each in service.overrides
    ] == [
        ("shop/a", ("acme-prod-shop-a",), "critical", "high", None),
        ("shop/b", ("acme-prod-shop-b",), "info", "low", None),
        ("shop/c", ("acme-prod-shop-c",), "critical", "high", "fast"),
    ]


def test_an_alert_that_pages_quietly_has_a_quiet_word_for_it(
    catalog_of: Callable[..., Catalog],
) -> None:
    catalog = catalog_of(alert("a", "critical", "page: low, "))
    (override,) = catalog.pagerduty_services["shop"].overrides
    assert (override.severity, override.urgency) == ("warning", "low")


def test_an_incident_stays_open_until_the_alarm_is_over(
    catalog_of: Callable[..., Catalog],
) -> None:
    service = catalog_of().pagerduty_services["shop"]
    assert (service.acknowledgement_timeout, service.auto_resolve_timeout) == (1800, None)


def test_only_people_who_are_needed_are_in_the_catalog(catalog_of: Callable[..., Catalog]) -> None:
    assert list(catalog_of().people) == ["ana", "ben"]


def test_tags_tell_whose_alert_it_is(alert_of: Callable[..., Alert]) -> None:
    assert alert_of(SIGNAL).tags == {
        "organization": "acme",
        "environment": "prod",
        "managed-by": "setpoint",
        "service": "shop",
        "severity": "critical",
        "owner": "core",
    }


SENTRY = [
    "sentry_issue: { triggers: [first_seen] }",
    "sentry_metric: { aggregate: count(), time_window: 1m, comparison: '>', threshold: 1 }",
    "sentry_uptime: { url: 'https://shop.example.com' }",
    "sentry_cron: { schedule: '0 3 * * *' }",
]


@pytest.mark.parametrize("signal", SENTRY)
def test_an_escalation_of_a_sentry_alerts_own_is_paged_by_a_service_of_its_own(
    catalog_of: Callable[..., Catalog], signal: str
) -> None:
    catalog = catalog_of(
        f"own: {{ severity: critical, summary: X, escalation: fast, {signal} }}\n"
        f"other: {{ severity: critical, summary: X, escalation: fast, {SENTRY[0]} }}\n"
        f"usual: {{ severity: critical, summary: X, {signal} }}\n" + alert("alarm", "critical")
    )
    paged = {key: one.route.pagerduty_service for key, one in catalog.alerts.items()}
    assert paged == {
        "shop/own": "shop/fast",
        "shop/other": "shop/fast",
        "shop/usual": "shop",
        "shop/alarm": "shop",
    }
    for key, paging in paged.items():
        pages = [one for one in actions(catalog.alerts[key].signal) if one.type == "pagerduty"]
        assert [one.target for one in pages] == ([] if key == "shop/alarm" else [paging])
    usual, own = (catalog.pagerduty_services[key] for key in ("shop", "shop/fast"))
    assert (usual.escalation, usual.name) == ("core", "acme prod: Shop")
    assert (own.escalation, own.name) == ("fast", "acme prod: Shop (fast)")
    assert (own.integrations, own.slack, own.overrides) == (("sentry",), ("#incidents",), ())
    assert [one.alert for one in usual.overrides] == ["shop/alarm"], "Sentry's say it themselves"


def test_an_own_service_has_what_its_service_says(catalog_of: Callable[..., Catalog]) -> None:
    hours = {"time_zone": "UTC", "days": ["monday"], "start": "09:00", "end": "17:00"}
    said = {"support_hours": hours, "auto_resolve_timeout": "4h", "acknowledgement_timeout": "1h"}
    catalog = catalog_of(
        f"own: {{ severity: critical, summary: X, escalation: fast, {SENTRY[0]} }}",
        overlay=json.dumps({"services": {"shop": said}}),
    )
    (own,) = catalog.pagerduty_services.values()
    assert own.id == "shop/fast"
    assert (own.acknowledgement_timeout, own.auto_resolve_timeout) == (3600, 14_400)
    assert own.support_hours is not None


@pytest.mark.parametrize(
    ("own", "severity", "service", "expected"),
    [
        ("fast", "grave", "core", "fast"),
        ("", "grave", "core", "grave"),
        ("", "", "core", "core"),
        ("", "grave", "", "grave"),
    ],
)
def test_an_escalation_is_the_alerts_else_its_severitys_else_its_services(
    catalog_of: Callable[..., Catalog], own: str, severity: str, service: str, expected: str
) -> None:
    changed = {
        "escalations": {"grave": {"rules": [{"notify": [{"person": "ben"}]}]}},
        "severities": {"critical": {"escalation": severity}} if severity else {},
        "services": {"shop": {"escalation": service or None}},
    }
    catalog = catalog_of(
        alert("a", "critical", f"escalation: {own}, " if own else ""), overlay=json.dumps(changed)
    )
    assert catalog.alerts["shop/a"].route.escalation == expected
    paged = catalog.pagerduty_services["shop"]
    assert paged.escalation == (service or expected)
    assert paged.overrides[0].escalation == (None if paged.escalation == expected else expected)

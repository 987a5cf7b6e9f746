"""People, webhooks and tickets of severities and alerts: who tells them, of what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.catalog.model import Secret, SentryAlert, SentryMonitor
from tests.catalog.test_routes import SIGNAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Alert, Catalog, SentryAction, Topic

METRIC = (
    "sentry_metric: { dataset: events, aggregate: count(), time_window: 1m,"
    ' comparison: ">", threshold: 10'
)
TICKET = "{ github: { repository: acme/shop, labels: [p0], integration: Acme } }"
MORE = """
groups: { leads: { people: [ben, ana] } }
webhooks:
  in-app: { url: "https://app.example.com/hooks", sentry_app: acme-in-app }
  local: { url: "http://127.0.0.1:9000/hook" }
severities:
  told: { people: [leads, idle, ana], webhooks: [in-app] }
  ticketed: { tickets: [TICKET] }
""".replace("TICKET", TICKET)


def endpoints(topic: Topic) -> list[tuple[str, str, Any]]:
    return [(each.id, each.protocol, each.endpoint) for each in topic.subscriptions]


def actions(alert: Alert) -> list[SentryAction]:
    workflow = alert.signal.alert if isinstance(alert.signal, SentryMonitor) else alert.signal
    assert isinstance(workflow, SentryAlert)
    return [action for item in workflow.filters for action in item.actions]


def test_an_alarm_is_mailed_to_each_person_once_and_posted_to_webhooks(
    catalog_of: Callable[..., Catalog],
) -> None:
    catalog = catalog_of(f"it: {{ severity: told, summary: X, {SIGNAL} }}", more=MORE)

    (topic,) = catalog.topics.values()
    assert topic.id == "told"
    assert endpoints(topic) == [
        ("email-ben", "email", "ben@example.com"),
        ("email-ana", "email", "ana@example.com"),
        ("email-idle", "email", "idle@example.com"),
        ("webhook-in-app", "https", "https://app.example.com/hooks"),
    ]


def test_whoever_is_only_mailed_gets_no_user_in_pagerduty(
    catalog_of: Callable[..., Catalog],
) -> None:
    assert (
        "idle"
        not in catalog_of(f"it: {{ severity: told, summary: X, {SIGNAL} }}", more=MORE).people
    )


def test_mail_and_webhooks_stay_where_nobody_is_paged(catalog_of: Callable[..., Catalog]) -> None:
    one = f"it: {{ severity: told, summary: X, {SIGNAL} }}"
    catalog = catalog_of(one, more=MORE, environment="staging")

    assert len(catalog.topics["told"].subscriptions) == 4


def test_an_address_that_is_listed_and_a_persons_is_one_subscription(
    catalog_of: Callable[..., Catalog],
) -> None:
    own = "notify: { email: [Ana@example.com], people: [ana] }, "
    catalog = catalog_of(f"it: {{ severity: high, summary: X, {own}{SIGNAL} }}")

    (topic,) = catalog.topics.values()
    assert [address for _, protocol, address in endpoints(topic) if protocol == "email"] == [
        "Ana@example.com"
    ]


def test_an_alerts_own_people_and_webhooks_name_its_topic(
    catalog_of: Callable[..., Catalog],
) -> None:
    own = "notify: { people: [leads], webhooks: [local] }, "
    catalog = catalog_of(f"it: {{ severity: high, summary: X, {own}{SIGNAL} }}", more=MORE)

    assert list(catalog.topics) == ["high-ana-ben-local"]
    local = catalog.topics["high-ana-ben-local"].subscriptions[-1]
    assert (local.protocol, local.endpoint) == ("http", "http://127.0.0.1:9000/hook")


def test_an_alert_may_refuse_its_severitys_webhooks(catalog_of: Callable[..., Catalog]) -> None:
    own = "notify: { webhooks: never }, "
    catalog = catalog_of(f"it: {{ severity: told, summary: X, {own}{SIGNAL} }}", more=MORE)

    assert catalog.alerts["shop/it"].route.channels.webhooks == ()
    (topic,) = catalog.topics.values()
    assert topic.id == "told-without-in-app", "the severity's own topic keeps its name"
    assert "https" not in [each.protocol for each in topic.subscriptions]


def test_a_secret_url_stays_a_secret(catalog_of: Callable[..., Catalog]) -> None:
    overlay = "{ webhooks: { in-app: { url: { secure: v1:abc } } } }"
    one = f"it: {{ severity: told, summary: X, {SIGNAL} }}"
    subscription = catalog_of(one, more=MORE, overlay=overlay).topics["told"].subscriptions[-1]

    assert (subscription.id, subscription.protocol) == ("webhook-in-app", "https")
    assert subscription.endpoint == Secret(("webhooks", "in-app", "url"))


def test_sentry_writes_to_its_members_and_calls_the_app(
    catalog_of: Callable[..., Catalog],
) -> None:
    catalog = catalog_of(f"it: {{ severity: told, summary: X, {METRIC} }} }}", more=MORE)

    found = [
        (each.type, each.target, dict(each.options)) for each in actions(catalog.alerts["shop/it"])
    ]
    member = {"target_type": "user"}
    assert found == [
        *(("email", person, member) for person in ("ben", "ana", "idle")),
        ("sentry_app", "acme-in-app", {}),
    ]
    assert set(catalog.sentry_members) == {"ana", "ben", "idle"}
    assert catalog.topics == {}


def test_a_member_who_is_named_by_the_alert_as_well_gets_one_mail(
    catalog_of: Callable[..., Catalog],
) -> None:
    own = ", actions: [{ email: { person: ana } }] } }"
    catalog = catalog_of(f"it: {{ severity: told, summary: X, {METRIC}{own}", more=MORE)

    assert [each.target for each in actions(catalog.alerts["shop/it"])].count("ana") == 1


@pytest.mark.parametrize(
    ("notify", "opened"),
    [
        ("", [("github", "acme/shop")]),
        ("notify: { tickets: never }, ", []),
        (
            "notify: { tickets: [{ jira: { project: '1', issue_type: '2', integration: J } }] }, ",
            [("github", "acme/shop"), ("jira", "1")],
        ),
        (
            f"notify: {{ tickets: [{TICKET}] }}, ",
            [("github", "acme/shop")],
        ),
    ],
    ids=["the severity's", "none", "one more", "the same again"],
)
def test_sentry_opens_the_tickets_of_severity_and_alert(
    catalog_of: Callable[..., Catalog], notify: str, opened: list[tuple[str, str]]
) -> None:
    catalog = catalog_of(
        f"it: {{ severity: ticketed, summary: X, {notify}{METRIC} }} }}", more=MORE
    )

    alert = catalog.alerts["shop/it"]
    assert [(each.type, each.target) for each in actions(alert)] == opened


def test_a_ticket_is_for_the_critical_threshold_only(catalog_of: Callable[..., Catalog]) -> None:
    one = f"it: {{ severity: ticketed, summary: X, {METRIC}, warning: 5 }} }}"
    signal = catalog_of(one, more=MORE).alerts["shop/it"].signal

    assert isinstance(signal, SentryMonitor)
    (only,) = signal.alert.filters
    assert only.conditions[0].properties == {"priority": "high"}

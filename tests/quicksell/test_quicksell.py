"""What QuickSell asked for is what its catalogs say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from setpoint.catalog import load_catalog
from setpoint.catalog.model import (
    CompositeAlarm,
    HealthCheck,
    MathAlarm,
    MetricAlarm,
    SentryAlert,
    SentryMonitor,
)
from setpoint.report.catalog_json import as_json

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog, Signal

ROOT = Path(__file__).parents[2]
WEEK = timedelta(weeks=1)


@pytest.fixture(scope="module")
def prod() -> Catalog:
    return load_catalog(ROOT, "prod")


@pytest.fixture(scope="module")
def staging() -> Catalog:
    return load_catalog(ROOT, "staging")


def on_call(catalog: Catalog, schedule: str, moment: datetime) -> str:
    (layer,) = catalog.schedules[schedule].layers
    assert layer.start <= moment
    turns = (moment - layer.rotation_virtual_start) // timedelta(
        seconds=layer.rotation_turn_length_seconds
    )
    return layer.people[turns % len(layer.people)]


def test_the_four_week_table(prod: Catalog) -> None:
    monday = datetime(2025, 11, 24, 9, tzinfo=UTC)
    table = [
        (on_call(prod, "primary", week), on_call(prod, "secondary", week))
        for week in (monday + number * WEEK for number in range(5))
    ]
    expected = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("a", "b")]
    assert table == [(f"engineer-{one}", f"engineer-{two}") for one, two in expected]


def test_the_handoff_is_monday_nine_utc(prod: Catalog) -> None:
    handoff = datetime(2025, 12, 1, 9, tzinfo=UTC)
    assert on_call(prod, "primary", handoff - timedelta(seconds=1)) == "engineer-a"
    assert on_call(prod, "primary", handoff) == "engineer-b"


def test_the_escalation(prod: Catalog) -> None:
    rules = prod.escalations["platform"].rules
    assert [
        (rule.after_minutes, rule.escalation_delay_in_minutes, [each.id for each in rule.targets])
        for rule in rules
    ] == [
        (0, 15, ["primary"]),
        (15, 15, ["secondary"]),
        (30, 30, ["manager"]),
        (60, 30, ["primary", "secondary", "manager"]),
    ]


def test_the_manager_hears_of_the_error_rate_after_five_minutes(prod: Catalog) -> None:
    escalation = prod.escalations["platform-errors"]
    assert [(rule.after_minutes, rule.targets[0].id) for rule in escalation.rules][1] == (
        5,
        "manager",
    )
    overrides = {each.alert: each.escalation for each in prod.pagerduty_services["api"].overrides}
    assert overrides == {
        "api/error-rate": "platform-errors",
        "api/unreachable": None,
    }


@pytest.mark.parametrize(
    "alert",
    [
        "api/error-rate",
        "api/unreachable",
        "database/connections-exhausted",
        "payments/stripe-errors",
        "app-stores/apple-unreachable",
        "app-stores/google-unreachable",
        "app-stores/no-way-out",
        "auth/login-failures",
    ],
)
def test_a_critical_alert_pages_and_goes_to_slack_email_and_sms(prod: Catalog, alert: str) -> None:
    route = prod.alerts[alert].route
    assert route.page == "high"
    assert route.channels.slack == ("#incidents",)
    assert "oncall@quicksell.monster" in route.channels.email
    assert route.channels.sms == ("+15550100099",)
    assert len(route.topics) == 2


@pytest.mark.parametrize(
    "alert", ["api/latency", "hosts/high-cpu", "hosts/high-memory", "hosts/disk-full"]
)
def test_a_high_alert_goes_to_slack_only(prod: Catalog, alert: str) -> None:
    route = prod.alerts[alert].route
    assert (route.page, route.channels.slack) == (None, ("#alerts",))
    assert (route.channels.email, route.channels.sms) == ((), ())


def test_every_alert_that_needs_a_person_has_a_runbook(prod: Catalog) -> None:
    for alert in prod.alerts.values():
        assert alert.runbook, alert.id
        page = alert.runbook.rsplit("/", 1)[1].partition("#")[0]
        text = (ROOT / "docs" / "runbooks" / f"{page}.md").read_text("utf-8")
        assert f"`{alert.id}`" in text, f"{page}.md does not name {alert.id}"


def test_staging_pages_nobody(staging: Catalog) -> None:
    assert not staging.paging
    assert not staging.pagerduty_services
    assert not staging.people
    for alert in staging.alerts.values():
        assert alert.route.page is None
        assert alert.route.channels.slack == ("#staging-alerts",)
        assert not alert.route.channels.email
        assert not alert.route.channels.sms


def looser(prod: Signal, staging: Signal) -> bool:
    """Whether staging's threshold is never reached before prod's."""
    if isinstance(prod, CompositeAlarm):
        assert isinstance(staging, CompositeAlarm)
        return all(looser(child, staging.children[name]) for name, child in prod.children.items())
    if isinstance(prod, MetricAlarm | MathAlarm):
        assert isinstance(staging, MetricAlarm | MathAlarm)
        if prod.comparison_operator.startswith("Greater"):
            return staging.threshold >= prod.threshold
        return staging.threshold <= prod.threshold
    if isinstance(prod, HealthCheck):
        assert isinstance(staging, HealthCheck)
        return (staging.availability or 100) <= (prod.availability or 100)
    if isinstance(prod, SentryMonitor):
        assert isinstance(staging, SentryMonitor)
        return (staging.critical or 0) > (prod.critical or 0)
    return True


def test_no_threshold_is_tighter_in_staging(prod: Catalog, staging: Catalog) -> None:
    assert list(prod.alerts) == list(staging.alerts)
    for name, alert in prod.alerts.items():
        assert looser(alert.signal, staging.alerts[name].signal), name


def test_nothing_of_staging_watches_prod(staging: Catalog) -> None:
    names = ("quicksell-prod", "quicksell-api-prod", "/quicksell/prod")
    assert not [name for name in names if name in repr(staging.alerts)]
    environments = {
        alert.signal.environment
        for alert in staging.alerts.values()
        if isinstance(alert.signal, SentryMonitor | SentryAlert)
    }
    assert environments == {"staging"}


def test_the_two_environments_share_no_name_in_an_account(prod: Catalog, staging: Catalog) -> None:
    def names(catalog: Catalog) -> set[str]:
        found = {topic.name for topic in catalog.topics.values()}
        found |= {board.name for board in catalog.dashboards.values()}
        return found | {query.name for query in catalog.queries.values()}

    assert not names(prod) & names(staging)
    assert not set(prod.slack_channels) & set(staging.slack_channels)


def test_the_catalog_is_the_same_every_time(prod: Catalog) -> None:
    again = load_catalog(ROOT, "prod")
    assert as_json(again) == as_json(prod)

"""Uptime and cron monitors, and what is done besides the route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.catalog.model import (
    SentryAlert,
    SentryCronMonitor,
    SentryMonitor,
    SentryUptimeMonitor,
)
from setpoint.config import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Alert, Catalog

UPTIME = "sentry_uptime: { url: https://shop.example }"
METRIC = """
sentry_metric: { aggregate: count(), time_window: 5m, comparison: ">", threshold: 10, warning: 5 }
"""
TICKETS = "{ sentry: { integrations: { github: acme, msteams: Acme } } }"


def done(alert: Alert) -> list[list[tuple[str, str | None]]]:
    """Type and target of the actions of each filter."""
    signal: Any = alert.signal
    workflow = signal if isinstance(signal, SentryAlert) else signal.alert
    return [[(each.type, each.target) for each in group.actions] for group in workflow.filters]


def test_an_uptime_monitor_without_more_than_an_address(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(UPTIME)
    monitor = alert.signal
    assert isinstance(monitor, SentryUptimeMonitor)
    assert (monitor.interval, monitor.timeout_ms, monitor.environment) == (300, 10_000, "prod")
    assert (monitor.method, monitor.assertion, monitor.owner) == ("GET", None, "core")
    assert monitor.name == monitor.alert.name == "[prod] shop/it"
    assert alert.condition == (
        "GET https://shop.example fails 3 times in a row, asked every 5m: not answered in 10s so "
        "that the status is 200 to 299"
    )


def test_a_monitor_of_a_state_tells_when_it_begins_and_ends(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(UPTIME)
    assert done(alert) == [[("pagerduty", "shop"), ("slack", "#incidents")]]
    assert isinstance(alert.signal, SentryUptimeMonitor)
    assert [*alert.signal.alert.triggers] == [
        *("first_seen_event", "regression_event", "issue_resolved_trigger")
    ]
    assert alert.signal.alert.frequency == 0


def test_assertions_as_a_tree(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of("""
    sentry_uptime:
      url: https://shop.example
      assertions:
        - json_path: { path: $.status, value_glob: "ok*" }
        - none: [{ status_code: { value: 404 } }, { header: { name: A, value: b } }]
    """)
    assert isinstance(alert.signal, SentryUptimeMonitor)
    header = {"op": "header_check", "nameComparison": "equals", "name": "A"}
    either = [
        {"op": "status_code_check", "comparison": "equals", "value": 404},
        {**header, "valueComparison": "equals", "value": "b"},
    ]
    assert alert.signal.assertion == {
        "op": "and",
        "checks": [
            {"op": "json_path", "path": "$.status", "comparison": "equals", "valueGlob": "ok*"},
            {"op": "not", "check": {"op": "or", "checks": either}},
        ],
    }
    assert alert.condition.endswith(
        "so that ($.status is 'ok*' and not (the status is 404 or a header whose name is 'A' "
        "is 'b'))"
    )


def test_a_single_check_stands_alone(alert_of: Callable[..., Alert]) -> None:
    signal = (
        "sentry_uptime: { url: https://a.example, assertions: [{ status_code: { value: 204 } }] }"
    )
    monitor = alert_of(signal).signal
    assert isinstance(monitor, SentryUptimeMonitor)
    assert monitor.assertion == {"op": "status_code_check", "comparison": "equals", "value": 204}


@pytest.mark.parametrize(
    ("signal", "condition"),
    [
        (
            'sentry_cron: { schedule: "0 2 * * *", time_zone: Asia/Tokyo, failure_threshold: 2 }',
            "(0 2 * * * Asia/Tokyo) fails 2 times in a row: it says so, is more than 1m late, or",
        ),
        (
            "sentry_cron: { every: 15m, checkin_margin: 1h }",
            "(every 15 minutes) fails: it says so, is more than 1h late, or",
        ),
    ],
)
def test_a_cron_monitor(alert_of: Callable[..., Alert], signal: str, condition: str) -> None:
    assert alert_of(signal).condition == f"the job {condition} runs longer than 30m"


@pytest.mark.parametrize(
    ("environment", "name"), [("prod", "shop-it"), ("staging", "shop-it-staging")]
)
def test_jobs_check_in_with_a_name_that_is_a_slug(
    alert_of: Callable[..., Alert], environment: str, name: str
) -> None:
    monitor = alert_of("sentry_cron: { every: 1 month }", environment=environment).signal
    assert isinstance(monitor, SentryCronMonitor)
    assert (monitor.name, monitor.interval) == (name, (1, "month"))
    assert monitor.alert.name == f"[{environment}] shop/it"


def test_two_jobs_of_one_slug_are_refused(catalog_of: Callable[..., Catalog]) -> None:
    cron = "{ severity: high, summary: X, sentry_cron: { every: 1h, name: sweep } }"
    with pytest.raises(ConfigError, match="cron monitor sweep"):
        catalog_of(f"a: {cron}\nb: {cron}")


def test_tickets_follow_the_critical_threshold_and_messages_both(
    alert_of: Callable[..., Alert],
) -> None:
    extra = "[{ github: { repository: a/b } }, { msteams: { team: t, channel: c } }]"
    metric = METRIC.rstrip().removesuffix("}") + f", actions: {extra} }}"
    high, medium = done(alert_of(metric, overlay=TICKETS))
    assert high == [("pagerduty", "shop"), ("github", "a/b")]
    assert medium == [("slack", "#incidents"), ("msteams", "c")]


def test_without_a_route_only_the_actions_are_taken(alert_of: Callable[..., Alert]) -> None:
    metric = METRIC.rstrip().removesuffix("}") + ", route: false, actions: [{ plugin: true }] }"
    alert = alert_of(metric)
    assert done(alert) == [[("plugin", None)]]
    assert (alert.route.page, alert.route.channels.slack) == (None, ())


def test_a_page_follows_a_warning_that_stands_alone(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(METRIC.replace("threshold: 10, ", ""))
    assert isinstance(alert.signal, SentryMonitor)
    (group,) = alert.signal.alert.filters
    assert group.conditions[0].properties == {"priority": "medium"}
    assert alert.condition == "count() of events in shop > 5 over 5m"


@pytest.mark.parametrize(("resolve", "expected"), [("", 5.0), (", resolve: 3", 3.0)])
def test_where_a_metric_is_over(
    alert_of: Callable[..., Alert], resolve: str, expected: float
) -> None:
    monitor = alert_of(METRIC.replace(" }", f"{resolve} }}")).signal
    assert isinstance(monitor, SentryMonitor)
    assert monitor.resolve == expected


def test_names_texts_and_owners_of_ones_own(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of("""
    it:
      severity: high
      summary: X
      sentry_uptime: { url: https://a.example, name: A, alert_name: B, description: "", owner: ben }
    """, environment="staging")  # fmt: skip
    monitor = catalog.alerts["shop/it"].signal
    assert isinstance(monitor, SentryUptimeMonitor)
    assert (monitor.name, monitor.alert.name, monitor.description) == ("A", "B", "")
    assert monitor.owner == "user:ben"
    assert catalog.sentry_members == {"ben": "ben@example.com"}


def test_an_alert_fed_by_a_monitor(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of("""
    down: { severity: high, summary: X, sentry_uptime: { url: https://a.example } }
    it:
      severity: high
      summary: Y
      sentry_issue: { monitors: [errors, shop/down], triggers: [] }
    """)
    alert = catalog.alerts["shop/it"]
    assert alert.condition == "an error of shop or an issue of shop/down is seen"

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.model import SentryAlert, SentryCondition, SentryMonitor
from setpoint.config import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Alert, Catalog

METRIC = """
sentry_metric:
  dataset: events
  aggregate: count()
  query: level:error
  time_window: 1m
  comparison: ">"
  threshold: 10
"""


def actions(alert: Alert) -> list[tuple[str, str | None]]:
    signal = alert.signal
    workflow = signal.alert if isinstance(signal, SentryMonitor) else signal
    assert isinstance(workflow, SentryAlert)
    return [(action.type, action.target) for item in workflow.filters for action in item.actions]


def test_a_metric_monitor_in_the_services_project(alert_of: Callable[..., Alert]) -> None:
    monitor = alert_of(METRIC).signal
    assert isinstance(monitor, SentryMonitor)
    assert monitor.name == monitor.alert.name == "[prod] shop/it"
    assert (monitor.project, monitor.owner) == ("shop", "core")
    assert (monitor.time_window, monitor.comparison, monitor.critical) == (60, "gt", 10.0)
    assert monitor.event_types == ("default", "error")
    assert monitor.environment is None
    assert monitor.alert.triggers == ()


def test_a_critical_monitor_pages_the_services_pagerduty_service_with_its_severity(
    alert_of: Callable[..., Alert],
) -> None:
    alert = alert_of(METRIC)
    assert actions(alert) == [("pagerduty", "shop"), ("slack", "#incidents")]
    assert isinstance(alert.signal, SentryMonitor)
    (item,) = alert.signal.alert.filters
    assert item.actions[0].options == {"priority": "critical"}
    assert item.logic_type == "any"
    assert item.conditions == (
        SentryCondition(type="issue_priority_greater_or_equal", properties={"priority": "high"}),
        SentryCondition(type="issue_priority_deescalating", properties={"priority": "high"}),
    )


def test_a_warning_threshold_sends_messages_and_pages_nobody(
    alert_of: Callable[..., Alert],
) -> None:
    monitor = alert_of(METRIC + "  warning: 5\n").signal
    assert isinstance(monitor, SentryMonitor)
    high, medium = monitor.alert.filters
    assert [action.type for action in high.actions] == ["pagerduty"]
    assert [action.type for action in medium.actions] == ["slack"]
    assert medium.conditions[0].properties == {"priority": "medium"}


def test_where_nobody_is_paged_sentry_pages_nobody(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(METRIC, environment="staging")
    assert actions(alert) == [("slack", "#incidents")]


def test_sentry_reaches_no_addresses_or_phones(alert_of: Callable[..., Alert]) -> None:
    route = alert_of(METRIC).route
    assert (route.channels.email, route.channels.sms, route.topics) == ((), (), ())
    assert route.page == "high"


ISSUE = """
sentry_issue:
  triggers: [first_seen, regression, resolved]
  frequency: 10m
  environment: production
  filters:
    - match: any
      conditions:
        - { event_frequency_count: { value: 5, interval: 1h } }
        - { event_attribute: { attribute: message, match: contains, value: signup } }
        - { tagged_event: { key: plan, match: is_set } }
        - { level: { match: at_least, level: error } }
        - { issue_category: { value: error } }
        - { age_comparison: { comparison: newer, value: 2, time: hour } }
        - { latest_release: true }
        - { event_frequency_percent: { value: 50, interval: 5m, comparison_interval: 1w } }
"""


def test_an_issue_alert_in_sentrys_own_terms(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of(ISSUE).signal
    assert isinstance(alert, SentryAlert)
    assert (alert.project, alert.environment, alert.frequency) == ("shop", "production", 10)
    assert [*alert.triggers] == [
        "first_seen_event",
        "regression_event",
        "issue_resolved_trigger",
    ]
    (item,) = alert.filters
    assert item.logic_type == "any"
    assert [(each.type, each.properties) for each in item.conditions] == [
        ("event_frequency_count", {"value": 5, "interval": "1h", "filters": []}),
        ("event_attribute", {"attribute": "message", "match": "co", "value": "signup"}),
        ("tagged_event", {"key": "plan", "match": "is"}),
        ("level", {"match": "gte", "level": "error"}),
        ("issue_category", {"category": "error", "include": True}),
        ("age_comparison", {"comparisonType": "newer", "value": 2, "time": "hour"}),
        ("latest_release", {}),
        (
            "event_frequency_percent",
            {"value": 50, "interval": "5m", "filters": [], "comparisonInterval": "1w"},
        ),
    ]


def test_an_issue_alert_without_filters_still_acts(alert_of: Callable[..., Alert]) -> None:
    alert = alert_of("sentry_issue: { triggers: [first_seen] }")
    assert actions(alert) == [("pagerduty", "shop"), ("slack", "#incidents")]


def test_slack_needs_sentrys_integration(catalog_of: Callable[..., object]) -> None:
    alerts = "it: { severity: high, summary: X, sentry_issue: { triggers: [first_seen] } }"
    with pytest.raises(ConfigError, match=r"sentry\.integrations\.slack"):
        catalog_of(alerts, overlay="{ sentry: { integrations: { slack: null } } }")


def test_a_team_is_made_for_the_projects_made_here(catalog_of: Callable[..., object]) -> None:
    catalog = catalog_of()
    assert list(catalog.sentry_teams) == ["core"]
    project = catalog.sentry_projects["shop"]
    assert (project.slug, project.teams, project.keys) == ("shop", ("core",), ("default",))


def test_a_project_has_the_slug_that_the_config_gives_it(
    catalog_of: Callable[..., Catalog],
) -> None:
    catalog = catalog_of(overlay="{ sentry: { projects: { shop: { slug: shop-live } } } }")
    assert catalog.sentry_projects["shop"].slug == "shop-live"


@pytest.mark.parametrize(
    ("aggregate", "extra", "critical"),
    [
        ("failure_rate()", "dataset: transactions,", 0.05),  # Sentry computes a fraction
        # of then
        ("failure_rate()", "dataset: transactions, detection: percent, comparison_delta: 1h,", 105),
        ("percentage(sessions_crashed, sessions)", "dataset: metrics,", 5),
    ],
)
def test_a_percentage_is_what_sentry_computes(
    alert_of: Callable[..., Alert], aggregate: str, extra: str, critical: float
) -> None:
    monitor = alert_of(
        f"sentry_metric: {{ aggregate: {aggregate!r}, {extra} time_window: 30m,"
        " comparison: '>', threshold: 5% }"
    ).signal
    assert isinstance(monitor, SentryMonitor)
    assert monitor.critical == critical


@pytest.mark.parametrize(
    ("comparison", "thresholds", "words"),
    [(">", (140, 130, 120), "40% more"), ("<", (60, 70, 80), "40% less")],
)
def test_a_change_is_compared_as_a_share_of_the_former_value(
    alert_of: Callable[..., Alert], comparison: str, thresholds: tuple[float, ...], words: str
) -> None:
    alert = alert_of(
        "sentry_metric: { aggregate: count(), time_window: 1h, detection: percent,"
        f" comparison_delta: 1w, comparison: '{comparison}',"
        " threshold: 40%, warning: 30%, resolve: 20% }"
    )
    monitor = alert.signal
    assert isinstance(monitor, SentryMonitor)
    assert (monitor.critical, monitor.warning, monitor.resolve) == thresholds
    assert f"{words} than 1w before" in alert.condition


OWNERSHIP = """
sentry:
  projects:
    web:
      team: core
      ownership:
        - { path: "src/*", owners: [core, ben] }
        - { tags: { part: web }, owners: [ops, ops] }
      fallthrough: false
teams: { ops: { name: Ops, people: [ana] } }
"""


def test_owners_are_teams_and_members_and_their_teams_see_the_project(
    catalog_of: Callable[..., object],
) -> None:
    catalog = catalog_of(more=OWNERSHIP)
    project = catalog.sentry_projects["web"]
    assert [(rule.type, rule.pattern, rule.owners) for rule in project.ownership.rules] == [
        ("path", "src/*", ("core", "user:ben")),
        ("tags.part", "web", ("ops",)),
    ]
    assert project.ownership.auto_assignment == "Auto Assign to Issue Owner"
    assert project.ownership.fallthrough is False
    assert project.teams == ("core", "ops")
    assert set(catalog.sentry_teams) == {"core", "ops"}
    assert list(catalog.sentry_members) == ["ben"]


def slack_notes(alert: Alert) -> str:
    assert isinstance(alert.signal, SentryMonitor)
    return next(
        str(action.options["notes"])
        for group in alert.signal.alert.filters
        for action in group.actions
        if action.type == "slack"
    )


def test_a_message_in_slack_tells_the_time_to_respond(catalog_of: Callable[..., Catalog]) -> None:
    alerts = catalog_of(
        """
        it:
          summary: Something is wrong
          levels: { critical: 20, high: 10 }
          sentry_metric: { aggregate: count(), time_window: 5m, comparison: ">" }
        """,
        overlay="{ severities: { high: { respond_within: 2h } } }",
    ).alerts
    graver, milder = alerts["shop/it-critical"], alerts["shop/it-high"]
    assert slack_notes(graver) == "Something is wrong. Respond within: 5m"
    assert slack_notes(milder) == "Something is wrong"  # it may speak for both

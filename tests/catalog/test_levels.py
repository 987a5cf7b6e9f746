"""Levels of an alert: alerts of their own, of which those of a Sentry monitor are one there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import GraphWidget, LogMetric, SentryMonitor
from setpoint.catalog.sentry_levels import united

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Catalog

    CatalogOf = Callable[..., Catalog]

ERRORS = """
errors:
  summary: Errors
  levels: { critical: 10, high: 5 }
  sentry_metric: { aggregate: count(), time_window: 1m, comparison: ">" }
"""
LINES = """
lines:
  summary: Lines
  levels: { critical: 10, high: 5 }
  cloudwatch_logs:
    log_group: /shop
    pattern: FATAL
    metric: { namespace: Shop, name: Fatal }
    comparison: ">"
"""
HIGH, MEDIUM = "high", "medium"


def monitors(catalog: Catalog) -> list[SentryMonitor]:
    return [each.signal for each in catalog.alerts.values() if isinstance(each.signal, SentryMonitor)]  # fmt: skip # noqa: E501


def filters(catalog: Catalog) -> list[tuple[str, object, list[tuple[str, str | None]]]]:
    """Logic, priority, and type and target of each action of the one alert in Sentry."""
    return [
        (
            each.logic_type,
            each.conditions[0].properties["priority"],
            [(action.type, action.target) for action in each.actions],
        )
        for each in united(monitors(catalog)).alert.filters
    ]


def test_each_level_has_its_threshold_route_and_severity(catalog_of: CatalogOf) -> None:
    catalog = catalog_of(ERRORS)
    critical, high = catalog.alerts["shop/errors-critical"], catalog.alerts["shop/errors-high"]
    assert (critical.level_of, high.level_of) == ("shop/errors", "shop/errors")
    assert (critical.severity, critical.route.page) == ("critical", "high")
    assert (high.severity, high.route.page) == ("high", None)
    assert critical.route.channels.slack == ("#incidents",)
    assert high.route.channels.slack == ("#alerts",)
    assert critical.condition.endswith("> 10 over 1m")
    assert high.condition.endswith("> 5 over 1m")


def test_both_levels_are_one_monitor_in_sentry(catalog_of: CatalogOf) -> None:
    monitor = united(monitors(catalog_of(ERRORS)))
    assert (monitor.critical, monitor.warning, monitor.resolve) == (10, 5, 5)
    assert monitor.name == monitor.alert.name == "[prod] shop/errors"


def test_whichever_stands_first_and_on_either_side(catalog_of: CatalogOf) -> None:
    text = ERRORS.replace("critical: 10, high: 5", "high: 10, critical: 5")
    monitor = united(monitors(catalog_of(text.replace('">"', '"<"'))))
    assert (monitor.critical, monitor.warning, monitor.resolve) == (5, 10, 10)


def test_each_level_tells_its_own_channels_and_pages_by_itself(catalog_of: CatalogOf) -> None:
    assert filters(catalog_of(ERRORS)) == [
        ("any", HIGH, [("pagerduty", "shop"), ("slack", "#incidents")]),
        ("any", MEDIUM, [("slack", "#alerts")]),
    ]


def test_a_channel_of_both_levels_hears_once(catalog_of: CatalogOf) -> None:
    text = ERRORS.replace("high: 5", 'high: { threshold: 5, notify: { slack: ["#incidents"] } }')
    assert filters(catalog_of(text)) == [
        ("any", HIGH, [("pagerduty", "shop")]),
        ("any", MEDIUM, [("slack", "#alerts"), ("slack", "#incidents")]),
    ]


def test_where_both_page_the_milder_does_below_the_graver_only(catalog_of: CatalogOf) -> None:
    catalog = catalog_of(ERRORS.replace("high: 5", "low: 5"))
    assert filters(catalog) == [
        ("any", HIGH, [("pagerduty", "shop"), ("slack", "#incidents")]),
        ("any", MEDIUM, [("slack", "#alerts")]),
        ("none", HIGH, [("pagerduty", "shop")]),
    ]
    assert catalog.pagerduty_services["shop"].overrides == (), "the events say it themselves"
    assert sent(catalog) == ["critical", "info"]


def sent(catalog: Catalog) -> list[object]:
    """The severities of the events that the one alert in Sentry sends, the graver level's first."""
    found = united(monitors(catalog)).alert.filters
    pages = [action for each in found for action in each.actions if action.type == "pagerduty"]
    return [action.options["priority"] for action in pages]


def test_levels_with_escalations_of_their_own_page_each_its_own(catalog_of: CatalogOf) -> None:
    text = ERRORS.replace("critical: 10", "critical: { threshold: 10, escalation: fast }")
    catalog = catalog_of(text.replace("high: 5", "low: 5"))
    assert filters(catalog) == [
        ("any", HIGH, [("pagerduty", "shop/fast"), ("slack", "#incidents")]),
        ("any", MEDIUM, [("pagerduty", "shop"), ("slack", "#alerts")]),
    ]
    paged = {key: each.escalation for key, each in catalog.pagerduty_services.items()}
    assert paged == {"shop/fast": "fast", "shop": "core"}


def test_a_level_that_is_off_tells_nobody(catalog_of: CatalogOf) -> None:
    text = ERRORS.replace("critical: 10", "critical: { threshold: 10, enabled: false }")
    catalog = catalog_of(text)
    assert united(monitors(catalog)).enabled
    assert filters(catalog) == [("any", MEDIUM, [("slack", "#alerts")])]


def test_one_level_is_a_whole_monitor(catalog_of: CatalogOf) -> None:
    (monitor,) = monitors(catalog_of(ERRORS.replace(", high: 5", "")))
    assert monitor == united([monitor])
    assert (monitor.critical, monitor.warning, monitor.priority) == (10, None, "high")


def test_levels_of_log_lines_share_the_filter(catalog_of: CatalogOf) -> None:
    signals = [each.signal for each in catalog_of(LINES).alerts.values()]
    assert all(isinstance(each, LogMetric) for each in signals)
    assert len({each.filter_name for each in signals if isinstance(each, LogMetric)}) == 1
    names = [each.alarm.alarm_name for each in signals if isinstance(each, LogMetric)]
    assert names == ["acme-prod-shop-lines-critical", "acme-prod-shop-lines-high"]


def test_a_graph_of_an_alert_with_levels_has_a_line_for_each(catalog_of: CatalogOf) -> None:
    more = "dashboards: { d: { widgets: [{ graph: { title: T, alerts: [shop/lines] } }] } }"
    (widget,) = catalog_of(LINES, more=more).dashboards["d"].widgets
    assert isinstance(widget, GraphWidget)
    assert [line.value for line in widget.thresholds] == [10, 5]


def test_an_issue_alert_may_be_fed_by_an_alert_with_levels(catalog_of: CatalogOf) -> None:
    fed = """
fed:
  severity: high
  summary: Fed
  sentry_issue: { monitors: [shop/errors], triggers: [first_seen] }
"""
    signal = catalog_of(ERRORS + fed).alerts["shop/fed"].signal
    assert getattr(signal, "monitors", None) == ("shop/errors-critical", "shop/errors-high")


def test_levels_of_prometheus_are_rules_of_their_own(catalog_of: CatalogOf) -> None:
    text = """
slow:
  summary: Slow
  levels: { critical: 5%, high: { threshold: 1%, for: 10m } }
  prometheus: { expr: error_ratio, comparison: ">", for: 5m }
"""
    alerts = catalog_of(text, more="prometheus: { workspace: none }").alerts
    told = [(key, alert.severity, alert.condition) for key, alert in alerts.items()]
    assert told == [
        ("shop/slow-critical", "critical", "error_ratio > 0.05 for 5m"),
        ("shop/slow-high", "high", "error_ratio > 0.01 for 10m"),
    ]

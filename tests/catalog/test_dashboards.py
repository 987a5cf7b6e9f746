from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.model import (
    AlarmStatusWidget,
    GraphWidget,
    LogsWidget,
    TextWidget,
    Threshold,
)
from setpoint.config import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Catalog, Widget

ALERTS = """
slow:
  severity: critical
  summary: Slow
  composite:
    any:
      p95:
        cloudwatch:
          metric: { namespace: AWS/ApplicationELB, name: TargetResponseTime, statistic: p95 }
          comparison: ">"
          threshold: 1s
          period: 1m
      ratio:
        cloudwatch_math:
          expression: 100 * errors / requests
          metrics:
            errors: { namespace: Shop, name: errors, statistic: Sum }
            requests: { namespace: Shop, name: requests, statistic: Sum }
          comparison: "<"
          threshold: 5%
          period: 5m
odd:
  severity: high
  summary: Odd
  cloudwatch_anomaly:
    metric: { namespace: Shop, name: requests, statistic: Sum }
    band: 2
    comparison: above
    period: 5m
sentry:
  severity: high
  summary: Sentry
  sentry_issue: { triggers: [first_seen] }
"""


@pytest.fixture
def widgets_of(catalog_of: Callable[..., Catalog]) -> Callable[[str], tuple[Widget, ...]]:
    """Return a function from a list of widgets in YAML to those of the catalog."""

    def make(widgets: str) -> tuple[Widget, ...]:
        query = 'queries: { errors: { log_groups: [/shop], query: "fields @message" } }\n'
        more = f"{query}dashboards: {{ board: {{ name: Board, widgets: {widgets} }} }}\n"
        catalog = catalog_of(ALERTS, more=more)
        assert catalog.dashboards["board"].name == "Board-prod"
        return catalog.dashboards["board"].widgets

    return make


def test_widgets_flow_from_left_to_right_in_rows_as_high_as_their_highest(
    widgets_of: Callable[[str], tuple[Widget, ...]],
) -> None:
    widgets = widgets_of(
        "[{ text: a, width: 12, height: 2 }, { text: b, width: 12, height: 5 },"
        " { text: c, width: 8, height: 1 }, { text: d, width: 17, height: 3 },"
        " { text: e, x: 3, y: 40 }, { text: f, width: 7, height: 1 }]"
    )
    assert [(each.x, each.y) for each in widgets] == [
        (0, 0),
        (12, 0),
        (0, 5),
        (0, 6),
        (3, 40),
        (17, 6),
    ]
    assert isinstance(widgets[0], TextWidget)


def test_an_alerts_metrics_are_drawn_with_its_thresholds(
    widgets_of: Callable[[str], tuple[Widget, ...]],
) -> None:
    (graph,) = widgets_of("[{ graph: { title: G, alerts: [shop/slow] } }]")
    assert isinstance(graph, GraphWidget)
    assert graph.thresholds == (
        Threshold(label="shop/slow > 1s", value=1.0, fill="above", color="#d13212"),
        Threshold(label="shop/slow < 5%", value=5.0, fill="below", color="#d13212"),
    )
    assert [(query.id, query.expression) for query in graph.queries] == [
        ("a1_value", None),
        ("a2_errors", None),
        ("a2_requests", None),
        ("a2_value", "100 * a2_errors / a2_requests"),
    ]
    assert [query.return_data for query in graph.queries] == [True, False, False, True]
    assert graph.period == 60


def test_an_anomaly_is_drawn_with_its_band(
    widgets_of: Callable[[str], tuple[Widget, ...]],
) -> None:
    (graph,) = widgets_of("[{ graph: { title: G, alerts: [shop/odd], period: 15m } }]")
    assert isinstance(graph, GraphWidget)
    assert graph.thresholds == ()
    assert graph.queries[-1].expression == "ANOMALY_DETECTION_BAND(a1_value, 2)"
    assert graph.period == 900


def test_an_expression_hides_its_metrics(
    widgets_of: Callable[[str], tuple[Widget, ...]],
) -> None:
    (number,) = widgets_of(
        "[{ number: { title: N, expression: m / 60,"
        " metrics: { m: { namespace: Shop, name: requests, statistic: Sum } } } }]"
    )
    assert isinstance(number, GraphWidget)
    assert number.view == "singleValue"
    assert [(query.id, query.return_data) for query in number.queries] == [
        ("m", False),
        ("shown", True),
    ]


def test_a_target_is_in_the_unit_of_the_first_metric(
    widgets_of: Callable[[str], tuple[Widget, ...]],
) -> None:
    (graph,) = widgets_of(
        "[{ graph: { title: G, thresholds: [{ label: Target, value: 500ms }], metrics:"
        " [{ namespace: AWS/ApplicationELB, name: TargetResponseTime, statistic: p50 }] } }]"
    )
    assert isinstance(graph, GraphWidget)
    assert [(line.label, line.value) for line in graph.thresholds] == [("Target", 0.5)]


def test_alarms_of_all_services_leave_out_what_has_no_alarm(
    widgets_of: Callable[[str], tuple[Widget, ...]],
) -> None:
    (alarms,) = widgets_of("[{ alarms: { title: A, services: all } }]")
    assert isinstance(alarms, AlarmStatusWidget)
    assert alarms.alerts == ("shop/slow", "shop/odd")


def test_a_query_is_shown(widgets_of: Callable[[str], tuple[Widget, ...]]) -> None:
    (logs,) = widgets_of("[{ logs: { title: L, query: errors, view: bar } }]")
    assert isinstance(logs, LogsWidget)
    assert (logs.query, logs.view) == ("errors", "bar")


METRIC = "{ namespace: AWS/EC2, name: CPUUtilization, statistic: Average }"
LINE = "{ label: L, value: 5s }"


@pytest.mark.parametrize(
    ("graph", "said"),
    [
        ("{ title: G, alerts: [shop/sentry] }", "shop/sentry has no metric"),
        (f"{{ title: G, metrics: [{METRIC}], thresholds: [{LINE}] }}", "5s is a duration"),
    ],
)
def test_a_widget_that_cannot_show_what_it_names_is_an_error(
    widgets_of: Callable[[str], tuple[Widget, ...]], graph: str, said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        widgets_of(f"[{{ graph: {graph} }}]")


def test_a_widget_of_alarms_has_an_end(catalog_of: Callable[..., Catalog]) -> None:
    metric = "{ namespace: S, name: E, statistic: Sum }"
    signal = f"cloudwatch: {{ metric: {metric}, comparison: '>', threshold: 1 }}"
    alerts = "\n".join(f"a{n}: {{ severity: high, summary: X, {signal} }}" for n in range(101))
    more = "dashboards: { b: { widgets: [{ alarms: { title: A, services: all } }] } }"
    with pytest.raises(ConfigError, match="shows 101 alarms, and CloudWatch allows 100"):
        catalog_of(alerts, more=more)

"""Dashboards' JSON and saved queries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from components.cloudwatch.dashboard_body import dashboard_body
from setpoint.catalog.model import (
    AlarmStatusWidget,
    Dashboard,
    GraphWidget,
    LogsWidget,
    MetricQuery,
    SavedQuery,
    TextWidget,
    Threshold,
    Widget,
)
from tests.components import samples

if TYPE_CHECKING:
    from tests.components.conftest import Render

PLACE: dict[str, Any] = {"x": 0, "y": 0, "width": 12, "height": 6}
QUERY = SavedQuery(
    id="errors",
    name="acme-prod/Errors",
    query_string="fields @message | filter @message like /ERROR/",
    log_groups=("/acme/prod/api", "/acme/prod/web"),
)


def graph(**changes: Any) -> GraphWidget:
    values: dict[str, Any] = {
        **PLACE,
        "title": "CPU",
        "view": "timeSeries",
        "queries": (MetricQuery(id="m1", metric=samples.CPU, return_data=True),),
        "period": 300,
        "stacked": False,
        "thresholds": (),
    }
    return GraphWidget(**(values | changes))


def body(*widgets: Widget, arns: dict[str, str] | None = None) -> list[dict[str, Any]]:
    dashboard = Dashboard(id="ops", name="Ops-prod", widgets=widgets)
    text = dashboard_body(
        dashboard, region="eu-west-1", alarm_arns=arns or {}, queries={"errors": QUERY}
    )
    widgets_of: list[dict[str, Any]] = json.loads(text)["widgets"]
    return widgets_of


def test_a_graph_draws_metrics_and_thresholds() -> None:
    line = Threshold(label="CPU > 80 %", value=80.0, fill="above", color="#d62728")
    target = Threshold(label="Target", value=50, fill="none", color="#2ca02c")

    (widget,) = body(graph(thresholds=(line, target), y_min=0, y_label="%"))

    assert (widget["type"], widget["x"], widget["width"]) == ("metric", 0, 12)
    properties = widget["properties"]
    options = {"id": "m1", "stat": "Average"}
    assert properties["metrics"] == [
        ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "main", options]
    ]
    assert properties["annotations"]["horizontal"] == [
        {"label": "CPU > 80 %", "value": 80, "fill": "above", "color": "#d62728"},
        {"label": "Target", "value": 50, "color": "#2ca02c"},
    ]
    assert isinstance(properties["annotations"]["horizontal"][0]["value"], int)
    assert properties["yAxis"] == {"left": {"min": 0, "label": "%"}}
    assert properties["region"] == "eu-west-1"


def test_an_expression_is_drawn_and_its_inputs_are_not() -> None:
    queries = (
        MetricQuery(id="requests", metric=samples.CPU, period=60),
        MetricQuery(id="rate", expression="requests / 60", label="Requests/s", return_data=True),
    )

    (widget,) = body(graph(view="singleValue", queries=queries))

    metric, expression = widget["properties"]["metrics"]
    assert metric[-1] == {"id": "requests", "period": 60, "stat": "Average", "visible": False}
    assert expression == [{"id": "rate", "expression": "requests / 60", "label": "Requests/s"}]
    assert "annotations" not in widget["properties"]


def test_alarms_are_shown_by_arn_and_what_is_none_is_left_out() -> None:
    widget = AlarmStatusWidget(**PLACE, title="Open", alerts=("api/cpu", "api/sentry"))

    (shown,) = body(widget, arns={"api/cpu": "arn:1"})

    assert shown["type"] == "alarm"
    assert shown["properties"] == {"title": "Open", "alarms": ["arn:1"]}


def test_logs_are_read_from_the_querys_own_groups() -> None:
    (shown,) = body(LogsWidget(**PLACE, title="Errors", query="errors", view="table"))

    assert shown["type"] == "log"
    assert shown["properties"]["query"] == (
        "SOURCE '/acme/prod/api' | SOURCE '/acme/prod/web' | " + QUERY.query_string
    )


def test_text_is_markdown() -> None:
    (shown,) = body(TextWidget(**PLACE, title="", markdown="## Operations"))

    assert shown["properties"] == {"markdown": "## Operations"}


def test_the_same_dashboard_gives_the_same_text() -> None:
    dashboard = Dashboard(id="ops", name="Ops", widgets=(graph(),), start="-PT12H")

    first, second = (
        dashboard_body(dashboard, region="eu-west-1", alarm_arns={}, queries={}) for _ in range(2)
    )

    assert first == second
    assert json.loads(first)["start"] == "-PT12H"


def test_a_dashboard_names_the_alarms_of_the_same_stack(render: Render) -> None:
    widget = AlarmStatusWidget(**PLACE, title="Open", alerts=("api/cpu",))
    dashboard = Dashboard(id="ops", name="Ops-prod", widgets=(widget,))

    plan = render(
        samples.catalog(samples.alert("cpu", samples.metric_alarm()), dashboards={"ops": dashboard})
    )

    inputs = plan.inputs("Dashboard", "ops")
    assert inputs["dashboardName"] == "Ops-prod"
    (shown,) = json.loads(inputs["dashboardBody"])["widgets"]
    assert shown["properties"]["alarms"] == [
        "arn:aws:cloudwatch:us-east-1:${account}:alarm:acme-prod-api-cpu"
    ]


def test_a_saved_query(render: Render) -> None:
    plan = render(samples.catalog(queries={"errors": QUERY}))

    assert plan.inputs("QueryDefinition", "errors") == {
        "name": "acme-prod/Errors",
        "queryString": QUERY.query_string,
        "logGroupNames": ["/acme/prod/api", "/acme/prod/web"],
    }

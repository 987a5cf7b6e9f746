"""Checks a dashboard's body: widgets, their places and what they show.

Source: CloudWatch's "Dashboard body structure and syntax"; texts of the metric errors as users
report them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES = ("alarm", "custom", "explorer", "log", "metric", "text")
_MOST_WIDGETS = 500
_MOST_METRICS_OF_WIDGET = 500
_MOST_METRICS = 2500
_WIDEST, _HIGHEST = 24, 1000
_VIEWS = ("bar", "gauge", "pie", "singleValue", "table", "timeSeries")
_LOG_VIEWS = ("bar", "pie", "table", "timeSeries")
_REQUIRED = {
    "alarm": ("alarms",),
    "custom": ("endpoint",),
    "explorer": ("metrics",),
    "log": ("query", "region"),
    "metric": ("region",),
    "text": ("markdown",),
}
_SHORTEST_METRIC = 2
_COLOR = re.compile(r"#[0-9A-Fa-f]{3}([0-9A-Fa-f]{3})?")

Problem = dict[str, str]


def problems(body: str) -> list[Problem]:
    """Return what is wrong with a body, as DataPath and Message; empty if nothing is."""
    try:
        document = json.loads(body)
    except ValueError:
        return [_problem("", "The field DashboardBody must be a valid JSON object")]
    if not isinstance(document, dict):
        return [_problem("", "The field DashboardBody must be a valid JSON object")]
    return list(_document(document))


def _document(document: dict[str, Any]) -> Iterator[Problem]:
    widgets = document.get("widgets")
    if not isinstance(widgets, list):
        yield _problem("", "Should have required property 'widgets'")
        return
    if len(widgets) > _MOST_WIDGETS:
        yield _problem("/widgets", f"Should NOT have more than {_MOST_WIDGETS} items")
    for index, widget in enumerate(widgets):
        yield from _widget(widget, f"/widgets/{index}")
    metrics = sum(len(metrics) for widget in widgets for metrics in [_metrics_of(widget)])
    if metrics > _MOST_METRICS:
        yield _problem("/widgets", f"Should NOT show more than {_MOST_METRICS} metrics")


def _metrics_of(widget: Any) -> list[Any]:
    properties = widget.get("properties") if isinstance(widget, dict) else None
    metrics = properties.get("metrics") if isinstance(properties, dict) else None
    return metrics if isinstance(metrics, list) else []


def _widget(widget: Any, path: str) -> Iterator[Problem]:
    if not isinstance(widget, dict):
        yield _problem(path, "Should be object")
        return
    kind = widget.get("type")
    if kind not in _TYPES:
        yield _problem(f"{path}/type", f"Should be one of [{', '.join(_TYPES)}], not {kind}")
        return
    yield from _place(widget, path)
    properties = widget.get("properties")
    if not isinstance(properties, dict):
        yield _problem(path, "Should have required property 'properties'")
        return
    for name in _REQUIRED[kind]:
        if name not in properties:
            yield _problem(f"{path}/properties", f"Should have required property '{name}'")
    yield from _properties(kind, properties, f"{path}/properties")


def _place(widget: dict[str, Any], path: str) -> Iterator[Problem]:
    limits = {"x": (0, _WIDEST - 1), "width": (1, _WIDEST), "height": (1, _HIGHEST)}
    for name in ("x", "y", "width", "height"):
        value = widget.get(name)
        if value is None:
            continue
        if not isinstance(value, int) or isinstance(value, bool):
            yield _problem(f"{path}/{name}", "Should be integer")
            continue
        low, high = limits.get(name, (0, value))
        if not low <= value <= max(low, high):
            yield _problem(f"{path}/{name}", f"Should be >= {low} and <= {high}")
    if ("x" in widget) != ("y" in widget):
        yield _problem(path, "Should have both 'x' and 'y' or neither")


def _properties(kind: str, properties: dict[str, Any], path: str) -> Iterator[Problem]:
    if kind == "metric":
        yield from _metric_widget(properties, path)
    elif kind == "log" and properties.get("view", "table") not in _LOG_VIEWS:
        yield _problem(f"{path}/view", f"Should be one of [{', '.join(_LOG_VIEWS)}]")
    elif kind == "alarm":
        yield from _strings(properties.get("alarms"), f"{path}/alarms")


def _strings(value: Any, path: str) -> Iterator[Problem]:
    if not isinstance(value, list) or not value or not all(isinstance(i, str) for i in value):
        yield _problem(path, "Should be a non-empty array of strings")


def _metric_widget(properties: dict[str, Any], path: str) -> Iterator[Problem]:
    annotations = properties.get("annotations", {})
    metrics = properties.get("metrics")
    if not isinstance(annotations, dict):
        yield _problem(f"{path}/annotations", "Should be object")
        return
    if metrics is None and "alarms" not in annotations:
        yield _problem(path, "Should have required property 'metrics'")
    if properties.get("view", "timeSeries") not in _VIEWS:
        yield _problem(f"{path}/view", f"Should be one of [{', '.join(_VIEWS)}]")
    if metrics is not None:
        yield from _metrics(metrics, f"{path}/metrics")
    for index, line in enumerate(annotations.get("horizontal", [])):
        yield from _line(line, f"{path}/annotations/horizontal/{index}")
    if "period" in properties and not _is_period(properties["period"]):
        yield _problem(f"{path}/period", "Should be 1, 5, 10, 20, 30 or a multiple of 60")


def _line(line: Any, path: str) -> Iterator[Problem]:
    if isinstance(line, list):
        for index, part in enumerate(line):
            yield from _line(part, f"{path}/{index}")
        return
    value = line.get("value") if isinstance(line, dict) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield _problem(path, "Should have required property 'value', a number")
    elif "color" in line and not _COLOR.fullmatch(str(line["color"])):
        yield _problem(f"{path}/color", "Should be a color of the form #rrggbb")


def _metrics(metrics: Any, path: str) -> Iterator[Problem]:
    if not isinstance(metrics, list):
        yield _problem(path, "Should be array")
        return
    if not 1 <= len(metrics) <= _MOST_METRICS_OF_WIDGET:
        yield _problem(path, f"Should have 1 to {_MOST_METRICS_OF_WIDGET} items")
    for index, metric in enumerate(metrics):
        yield from _metric(metric, f"{path}/{index}")


def _metric(metric: Any, path: str) -> Iterator[Problem]:
    if not isinstance(metric, list) or not metric:
        yield _problem(path, "Should be a non-empty array")
        return
    options = metric[-1] if isinstance(metric[-1], dict) else {}
    fields = metric[:-1] if isinstance(metric[-1], dict) else metric
    for index, field in enumerate(fields):
        if not isinstance(field, str):
            yield _problem(
                f"{path}/{index}", 'Invalid metric field type, only "String" type is allowed'
            )
    if "expression" in options:
        if fields:
            yield _problem(path, "An expression should have no metric")
    elif len(fields) < _SHORTEST_METRIC:
        if fields != ["..."]:
            yield _problem(path, "Should NOT have less than 2 items")
    elif len(fields) % 2 and "..." not in fields:
        yield _problem(path, "Should have a value for each dimension")
    if "period" in options and not _is_period(options["period"]):
        yield _problem(f"{path}/{len(fields)}/period", "Should be a period in seconds")


def _is_period(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return value in (1, 5, 10, 20, 30) or (value > 0 and value % 60 == 0)


def _problem(path: str, message: str) -> Problem:
    return {"DataPath": path, "Message": message}

"""CloudWatch's rules of dashboards (PutDashboard)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.metric_math import check_drawn
from setpoint.config.model import DASHBOARD_COLUMNS
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import AlarmsWidget, MetricsWidget, Widget
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_MOST_METRICS = 500
_DRAWN = ("graph", "number", "gauge", "bar", "pie")


def check(draft: Draft) -> Iterator[Mistake]:
    """Widgets outside the grid, and widgets that show nothing."""
    for name, dashboard in draft.config.dashboards.items():
        for w, widget in enumerate(dashboard.widgets):
            path = ("dashboards", name, "widgets", w)
            yield from _place(widget, path)
            for key in _DRAWN:
                content = getattr(widget, key)
                if content is not None:
                    yield from _drawn(content, key, (*path, key))
            if widget.alarms is not None:
                yield from _alarms(widget.alarms, (*path, "alarms"))


def _place(widget: Widget, path: Path) -> Iterator[Mistake]:
    """Both coordinates or none, within 24 columns."""
    if (widget.x is None) != (widget.y is None):
        missing = "x" if widget.x is None else "y"
        yield Mistake((*path, missing), "is missing; give x and y, or neither")
    if widget.x is not None and widget.x + widget.width > DASHBOARD_COLUMNS:
        wide = f"{widget.x} + {widget.width} columns"
        message = f"{wide} reach beyond the {DASHBOARD_COLUMNS} there are"
        yield Mistake((*path, "x"), message, widget.x)


def _drawn(widget: MetricsWidget, kind: str, path: Path) -> Iterator[Mistake]:
    """Something to draw, and expressions over what is there."""
    if (
        not widget.metrics
        and not widget.alerts
        and not widget.expression
        and not widget.expressions
    ):
        yield Mistake(path, "shows nothing; write metrics or alerts", on_key=True)
    if len(widget.by_id) > _MOST_METRICS:
        count = len(widget.by_id)
        yield Mistake((*path, "metrics"), f"{count} metrics are more than {_MOST_METRICS}")
    yield from check_drawn(widget.expression, widget.by_id, widget.expressions, path)
    if kind == "gauge" and (widget.y is None or widget.y.min is None or widget.y.max is None):
        yield Mistake((*path, "y"), "is missing; a gauge needs y.min and y.max")
    if widget.y is not None and widget.y.min is not None and widget.y.max is not None:
        low, high = widget.y.min, widget.y.max
        if low >= high:
            yield Mistake((*path, "y", "min"), f"{low:g} is not less than max {high:g}", low)


def _alarms(widget: AlarmsWidget, path: Path) -> Iterator[Mistake]:
    """Alerts to show."""
    if widget.services is None and not widget.alerts:
        yield Mistake(path, "shows nothing; write services or alerts", on_key=True)

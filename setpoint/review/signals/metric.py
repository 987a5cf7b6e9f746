"""A metric, or the queries of an expression: what is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.review.signals.reading import Reading, plain, present

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.catalog.model import Metric, MetricQuery
    from setpoint.config.path import Path


def read_metric(metric: Metric) -> dict[Path, Reading]:
    """Return a metric's values, a dimension each under its name."""
    named: dict[Path, str | None] = {
        ("namespace",): metric.namespace,
        ("name",): metric.name,
        ("statistic",): metric.statistic,
        ("unit",): metric.unit,
        ("label",): metric.label,
        ("account_id",): metric.account_id,
    }
    named |= {("dimensions", name): value for name, value in metric.dimensions.items()}
    return present({path: plain(value) if value else None for path, value in named.items()})


def read_queries(queries: Iterable[MetricQuery]) -> dict[Path, Reading]:
    """Return the metrics and expressions of an alarm on an expression."""
    readings: dict[Path, Reading] = {}
    for query in queries:
        if query.expression is not None:
            path: Path = ("expression",) if query.return_data else ("expressions", query.id)
            readings[path] = plain(query.expression)
        if query.metric is not None:
            at: Path = ("metric",) if query.return_data else ("metrics", query.id)
            readings |= {(*at, *below): value for below, value in read_metric(query.metric).items()}
        own = query.metric.label if query.metric else None
        if query.return_data and query.label and query.label != own:
            readings["label",] = plain(query.label)
    return readings

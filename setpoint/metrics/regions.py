"""Metrics that AWS publishes in one region, wherever their resources are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.metrics.table import known_namespace

if TYPE_CHECKING:
    from collections.abc import Iterable


def home_region(namespace: str, dimensions: Iterable[str]) -> str | None:
    """Return the only region that has the metric, None where it is the resource's own.

    Args:
        namespace: The metric's.
        dimensions: The names of its dimensions: a firewall's metric with `Region` is that
            region's, one without is CloudFront's.
    """
    found = known_namespace(namespace)
    if found is None or found.region_unless in set(dimensions):
        return None
    return found.region

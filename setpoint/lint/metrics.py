"""What is known of metrics: AWS's published names, and the values that can occur.

The names are those of data/aws_metrics.json, which says where they come from.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.catalog.thresholds import known_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import Metric

# Not published continuously: a period without an event has no datapoint.
_EVENTS: Final = re.compile(
    r"(?:HTTPCode_.*|.*[45]XX.*|.*[45]xx.*|.*Errors?|.*ErrorCount|.*Failed.*|.*Failures?"
    r"|.*Throttle.*|.*Rejected.*)"
)
# Published as long as the thing lives: silence means that it doesn't.
_SIGNS_OF_LIFE: Final = re.compile(
    r"(?:HealthyHostCount|UnHealthyHostCount|StatusCheckFailed.*|HealthCheck.*|.*Heartbeat.*"
    r"|CPUUtilization|mem_used_percent|disk_used_percent|.*Reachable.*|.*Alive.*|Uptime)"
)
_BINARY: Final = re.compile(r"StatusCheckFailed.*|HealthCheckStatus")
# May exceed 100 percent, or fall below nothing.
_UNBOUNDED: Final = re.compile(r"AWS/ECS|.*ContainerInsights")
_NEGATIVE: Final = frozenset({"ReplicaLag", "CPUCreditBalance", "AuroraReplicaLag"})
_LATENCY: Final = re.compile(r".*(?:Latency|Duration|ResponseTime|response_time|latency)")
_GAUGE: Final = re.compile(
    r".*(?:Utilization|_percent|Connections|HostCount|Depth|Visible|Balance|Space|FreeableMemory)"
)
_TIME: Final = frozenset({"Seconds", "Milliseconds", "Microseconds"})
_SPREADING: Final = frozenset({"Average", "Minimum", "Maximum"})


class Bounds(NamedTuple):
    """Lowest and highest value that can occur."""

    low: float
    high: float


@cache
def published() -> Mapping[str, Mapping[str, bool]]:
    """Return namespace to metric to whether only its sum says something."""
    text = files("setpoint.lint").joinpath("data/aws_metrics.json").read_text("utf-8")
    return {
        namespace: {name: group == "only Sum" for group, names in groups.items() for name in names}
        for namespace, groups in json.loads(text)["namespaces"].items()
    }


def of_aws(metric: Metric) -> bool:
    """Whether AWS or its agent publishes the metric."""
    return metric.namespace.startswith("AWS/") or metric.namespace in published()


def unit_of(metric: Metric) -> str | None:
    """Return the unit of the metric's values, None where nobody knows."""
    return metric.unit or known_units().get((metric.namespace, metric.name))


def is_percentile(statistic: str) -> bool:
    """Whether a statistic is p50, p99.9 and the like."""
    return statistic[:1] == "p" and statistic[1:2].isdigit()


def is_latency(metric: Metric) -> bool:
    """Whether the metric is how long requests take."""
    unit = unit_of(metric)
    return bool(_LATENCY.fullmatch(metric.name)) and (unit is None or unit in _TIME)


def is_gauge(metric: Metric) -> bool:
    """Whether the metric is a level, of which a sum says nothing."""
    return unit_of(metric) == "Percent" or bool(_GAUGE.fullmatch(metric.name))


def is_event(metric: Metric) -> bool:
    """Whether datapoints come only with events."""
    return bool(_EVENTS.fullmatch(metric.name))


def is_sign_of_life(metric: Metric) -> bool:
    """Whether the metric stops when what it watches dies."""
    return bool(_SIGNS_OF_LIFE.fullmatch(metric.name))


def bounds(metric: Metric) -> Bounds | None:
    """Return what the statistic of an AWS metric can be, None where anything can."""
    if metric.statistic == "SampleCount":
        return Bounds(0, inf)
    if not of_aws(metric) or metric.name in _NEGATIVE or metric.statistic.startswith("PR"):
        return None
    if metric.statistic in _SPREADING and _BINARY.fullmatch(metric.name):
        return Bounds(0, 1)
    unit = unit_of(metric)
    if unit == "Percent" and metric.statistic != "Sum" and not _UNBOUNDED.match(metric.namespace):
        return Bounds(0, 100)
    return Bounds(0, inf) if unit not in {None, "None"} else None

"""What a metric's name says, also of a metric that is in no table."""

from __future__ import annotations

import re
from typing import Final

from setpoint.metrics.units import is_time
from setpoint.metrics.values import published_unit

# Not published continuously: a period without an event has no datapoint.
_EVENTS: Final = re.compile(
    r"(?:HTTPCode_.*|.*[45]XX.*|.*[45]xx.*|.*Errors?|.*ErrorCount|.*Failed.*|.*Failures?"
    r"|.*Throttle.*|.*Rejected.*)"
)
# Published as long as the thing lives: silence means that it doesn't. Not so the status of a
# Route 53 health check, which others publish.
_SIGNS_OF_LIFE: Final = re.compile(
    r"(?:HealthyHostCount|StatusCheckFailed.*|.*[Hh]eartbeat(?!.*TimedOut).*"
    r"|.*Reachable.*|.*Alive.*|.*Uptime)"
)
_LATENCY: Final = re.compile(r".*(?:Latency|Duration|ResponseTime|response_time|latency)")
_GAUGE: Final = re.compile(
    r".*(?:Utilization|_percent|Connections|HostCount|Depth|Visible|Balance|Space|FreeableMemory)"
)


def is_latency(namespace: str, name: str) -> bool:
    """Whether the metric is how long requests take."""
    unit = published_unit(namespace, name)
    return bool(_LATENCY.fullmatch(name)) and (unit is None or is_time(unit))


def is_gauge(namespace: str, name: str) -> bool:
    """Whether the metric is a level, of which a sum says nothing."""
    return published_unit(namespace, name) == "Percent" or bool(_GAUGE.fullmatch(name))


def is_event(name: str) -> bool:
    """Whether datapoints come only with events."""
    return bool(_EVENTS.fullmatch(name))


def is_sign_of_life(name: str) -> bool:
    """Whether the metric stops when what it watches dies."""
    return bool(_SIGNS_OF_LIFE.fullmatch(name))

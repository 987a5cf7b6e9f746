"""Uptime monitors: methods, intervals, assertions, edges."""

from __future__ import annotations

from providers.sentry_alerting import limits, uptime_monitor
from tests.providers.sentry_alerting.definitions.definition import uptime

_HEALTHY = {
    "op": "and",
    "checks": [
        {"op": "status_code_check", "comparison": "greater_than", "value": 199},
        {"op": "status_code_check", "comparison": "less_than", "value": 300},
        {"op": "json_path", "path": "$.status", "value": "Healthy"},
    ],
}
_ECHO = {
    "op": "or",
    "checks": [
        {"op": "status_code_check", "value": 200},
        {
            "op": "not",
            "check": {"op": "header_check", "name": "X-Error", "valueGlob": "fatal-*"},
        },
        {
            "op": "json_path",
            "path": "$.items[*].state",
            "comparison": "not_equal",
            "valueGlob": "ok-*",
        },
    ],
}

UPTIMES = (
    uptime(
        "shop-api health",
        {"timeoutMs": 10000},
        description="GET /api/health",
        owner="team:4101",
        url="https://shop.example.com/api/health",
        headers={"X-Probe": "sentry", "Accept": "application/json"},
        intervalSeconds=300,
        timeoutMs=5000,
        assertion=_HEALTHY,
    ),
    uptime("minimal uptime", {"intervalSeconds": 600}, method="HEAD"),
    uptime(
        "post with body",
        {"enabled": False},
        owner="user:7001",
        environment="staging",
        url="https://shop.example.com/api/echo",
        method="POST",
        body='{"ping": true}\n',
        headers={"Content-Type": "application/json"},
        intervalSeconds=3600,
        timeoutMs=30000,
        downtimeThreshold=5,
        recoveryThreshold=2,
        assertion=_ECHO,
    ),
    *(uptime(f"every {seconds}", intervalSeconds=seconds) for seconds in limits.REQUEST_INTERVALS),
    *(uptime(f"by {method}", method=method) for method in uptime_monitor.METHODS),
    uptime("slowest", {"timeoutMs": 59999}, timeoutMs=60000, intervalSeconds=300),
    uptime("many checks", {"recoveryThreshold": 1}, downtimeThreshold=720, recoveryThreshold=720),
    uptime("traced", {"traceSampling": False}, traceSampling=True),
)

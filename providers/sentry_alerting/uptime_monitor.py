"""UptimeMonitor: a request that Sentry sends again and again, and what its response must be.

Choices and ranges: the forms that a client in production use sends, and Sentry's product pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.sentry_alerting import assertions, limits
from providers.sentry_alerting.declare import Declaration, Flag, Property, Text, Texts, Whole
from providers.sentry_alerting.monitor import Monitor, monitor_inputs

if TYPE_CHECKING:
    from providers.plugin import Props
    from providers.sentry_alerting.checking import Checker

MANUAL = 1
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")

_EXAMPLE = """\
UptimeMonitor(
    "shop-health",
    organization="acme",
    project="shop-api",
    name="shop-api health",
    url="https://shop.example.com/api/health",
    environment="production",
    interval_seconds=300,
    timeout_ms=5000,
    headers={"Accept": "application/json"},
    assertion=AllOf(
        checks=[
            StatusCode(comparison="less_than", value=300),
            JsonPath(path="$.status", value="Healthy"),
        ]
    ),
)
"""

DECLARATION = Declaration(
    name="UptimeMonitor",
    doc="A monitor that requests an address at intervals and judges the responses.",
    inputs=monitor_inputs(
        "UptimeMonitor",
        Property(
            "url",
            Text(
                at_most=255,
                pattern=r"https?://[^\s/]\S*",
                pattern_meaning="an http or https address",
            ),
            "The address requested.",
            required=True,
        ),
        Property("method", Text(METHODS), "The HTTP method.", default="GET"),
        Property("headers", Texts(), "Headers of the request.", default={}),
        Property("body", Text(), "The body of the request."),
        Property(
            "intervalSeconds",
            Whole(choices=limits.REQUEST_INTERVALS),
            "Seconds between two requests.",
            required=True,
        ),
        Property(
            "timeoutMs", Whole(1000, 60_000), "Milliseconds to wait for a response.", required=True
        ),
        Property(
            "environment",
            Text(at_most=limits.LONGEST_ENVIRONMENT),
            "The environment of the issues it opens.",
            required=True,
        ),
        Property(
            "downtimeThreshold",
            Whole(1, 720),
            "Failed requests in a row before it is down.",
            default=3,
        ),
        Property(
            "recoveryThreshold",
            Whole(1, 720),
            "Good requests in a row before it is up again.",
            default=1,
        ),
        Property(
            "assertion",
            assertions.ASSERTIONS,
            "What the response must be; a status from 200 to 299 if left out.",
        ),
        Property("traceSampling", Flag(), "Whether the requests may start traces.", default=False),
    ),
    outputs=(),
    example=_EXAMPLE,
    import_id="the monitor's number, ORGANIZATION/NUMBER, or the address of its page",
)


def _size(inputs: Props) -> int:
    """The request's bytes, as far as they are known."""
    headers = inputs.get("headers")
    named = headers.items() if isinstance(headers, dict) else ()
    texts = [(name, value) for name, value in named if isinstance(value, str)]
    body, url = inputs.get("body"), inputs.get("url")
    return limits.request_size(
        str(inputs.get("method", "GET")),
        url if isinstance(url, str) else "",
        texts,
        body if isinstance(body, str) else None,
    )


class UptimeMonitor(Monitor):
    """A detector of type uptime_domain_failure."""

    declaration = DECLARATION
    detector_type = "uptime_domain_failure"

    def judge(self, inputs: Props, checker: Checker) -> None:
        """The assertion's checks are complete, and the request isn't too large for Sentry."""
        size = _size(inputs)
        if size > limits.LARGEST_REQUEST:
            checker.blame(
                ("url",),
                f"with method, headers and body is a request of {size} bytes; Sentry takes"
                f" {limits.LARGEST_REQUEST}",
            )
        for path, reason in assertions.faults(inputs.get("assertion")):
            checker.blame(("assertion", *path), reason)

    def encode_particulars(self, inputs: Props) -> Props:
        """Thresholds and request."""
        assertion = inputs.get("assertion")
        source = {
            "url": inputs["url"],
            "method": inputs["method"],
            "body": inputs.get("body"),
            "headers": [[name, value] for name, value in inputs["headers"].items()],
            "intervalSeconds": inputs["intervalSeconds"],
            "timeoutMs": inputs["timeoutMs"],
            "traceSampling": inputs["traceSampling"],
            "assertion": {"root": assertions.encode(assertion)} if assertion else None,
        }
        config = {
            "mode": MANUAL,
            "environment": inputs["environment"],
            "downtimeThreshold": inputs["downtimeThreshold"],
            "recoveryThreshold": inputs["recoveryThreshold"],
        }
        return {"dataSources": [source], "config": config}

    def decode_particulars(self, body: Props, source: Props) -> Props:
        """Thresholds and request."""
        config = body.get("config") or {}
        root = (source.get("assertion") or {}).get("root")
        return {
            **{
                name: source.get(name) for name in ("url", "method", "intervalSeconds", "timeoutMs")
            },
            "body": source.get("body") or None,
            "headers": dict(source.get("headers") or []),
            "traceSampling": bool(source.get("traceSampling")),
            "assertion": assertions.decode(root) if root else None,
            "environment": config.get("environment"),
            "downtimeThreshold": config.get("downtimeThreshold"),
            "recoveryThreshold": config.get("recoveryThreshold"),
        }

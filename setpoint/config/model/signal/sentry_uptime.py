"""`sentry_uptime`: Sentry requests an address again and again and judges the responses."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from providers.sentry_alerting import limits
from setpoint.config.model.signal.sentry import SentryMonitorSignal
from setpoint.config.model.signal.sentry_assertion import Assertion
from setpoint.config.model.types import Items, Line, SecretText, Url
from setpoint.config.model.types.choice import duration_choice
from setpoint.config.model.types.duration import milliseconds
from setpoint.config.model.types.patterns import between, duration_schema, number_between
from setpoint.config.model.types.refusal import refuse

_LONGEST_URL = 255
_SHORTEST, _LONGEST = 1000, 60_000
_validate_interval, _interval_schema = duration_choice("Sentry", limits.REQUEST_INTERVALS)


def _timeout(value: Any) -> float:
    """Seconds that Sentry is willing to wait."""
    given = milliseconds(value)
    if not _SHORTEST <= given <= _LONGEST:
        raise refuse(f"{value} is not between 1s and 1m", allowed=("1s to 1m",))
    return given / 1000


Interval: TypeAlias = Annotated[int, _validate_interval, _interval_schema]
Timeout: TypeAlias = Annotated[
    float,
    PlainValidator(_timeout),
    WithJsonSchema(
        duration_schema(
            "write a duration from 1s to 1m",
            {
                **between(_SHORTEST // 1000, _LONGEST // 1000),
                "ms": number_between(_SHORTEST, _LONGEST),
                "us": f"(?:{number_between(_SHORTEST, _LONGEST)})000",
            },
            examples=("1s", "2500ms", "10s", "1m"),
            parts_of_seconds=True,
        )
    ),
]
InARow: TypeAlias = Annotated[int, Field(ge=1, le=720)]


class SentryUptime(SentryMonitorSignal):
    """An uptime monitor and the notifications that follow from it."""

    url: Url
    """The address, at most 255 characters."""
    method: Literal["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"] = "GET"
    """The HTTP method."""
    headers: dict[Line, SecretText] = Field(default_factory=dict)
    """Headers of the request."""
    body: SecretText | None = None
    """Body of the request."""
    interval: Interval = 300
    """Time between two requests: 1m, 5m, 10m, 20m, 30m or 1h."""
    timeout: Timeout = 10.0
    """How long to wait for a response, 1s to 1m."""
    downtime_threshold: InARow = 3
    """Failed requests in a row until it is down."""
    recovery_threshold: InARow = 1
    """Good requests in a row until it is up again."""
    environment: Line | None = None
    """Sentry's environment of the issues; called like this environment if absent."""
    assertions: Items[Assertion] = ()
    """What the response must be, all of it; a status from 200 to 299 if absent."""
    trace_sampling: bool = False
    """Whether the requests may start traces."""

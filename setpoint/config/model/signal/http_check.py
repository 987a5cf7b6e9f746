"""`http_check`: a Route 53 health check of an endpoint, and an alarm on its status."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from setpoint.config.model.alarm_actions import AlarmActions
from setpoint.config.model.evaluation import Evaluation
from setpoint.config.model.types import Items, LongText
from setpoint.config.model.types.address import check_url, url_schema
from setpoint.config.model.types.duration import whole_seconds
from setpoint.config.model.types.number import read_threshold
from setpoint.config.model.types.patterns import duration_schema, one_of, percent_schema
from setpoint.config.model.types.refusal import refuse, text

_INTERVALS = (10, 30)
_WHOLE = 100
CheckerRegion: TypeAlias = Literal[
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "sa-east-1",
]


def _endpoint(value: Any) -> str:
    """http, https or tcp."""
    address = text(value, "a URL")
    check_url(address, ("https", "http", "tcp"))
    return address


def _interval(value: Any) -> int:
    """Route 53's RequestInterval."""
    seconds = whole_seconds(value)
    if seconds not in _INTERVALS:
        raise refuse(f"{value} is not 10s or 30s", allowed=("10s", "30s"))
    return seconds


def _share(value: Any) -> float:
    """A share of time in percent; without one there is nothing to fall below."""
    quantity = read_threshold(value)
    if quantity.dimension != "percent" or not 0 < quantity.value < _WHOLE:
        raise refuse(f"{value} is not a percentage above 0% and below 100%")
    return quantity.value


Endpoint: TypeAlias = Annotated[
    str,
    PlainValidator(_endpoint),
    WithJsonSchema(url_schema("https|http|tcp")),
]
Interval: TypeAlias = Annotated[
    int,
    PlainValidator(_interval),
    WithJsonSchema(
        duration_schema("write 10s or 30s", one_of(_INTERVALS), examples=("10s", "30s"))
    ),
]
Share: TypeAlias = Annotated[
    float, PlainValidator(_share), WithJsonSchema(percent_schema(["99.9%"]))
]


class HttpCheck(AlarmActions, Evaluation):
    """Checkers all over the world ask an endpoint; the alarm watches their verdict."""

    url: Endpoint
    """The address: https://, http:// or tcp://host:port."""
    interval: Interval = 30
    """Time between two requests of one checker: 10s or 30s."""
    failure_threshold: Annotated[int, Field(ge=1, le=10)] = 3
    """Failures in a row after which a checker calls the endpoint unhealthy, 1 to 10."""
    search_string: LongText | None = None
    """Text that the first 5,120 bytes of the answer must hold, at most 255 characters."""
    availability: Share | None = None
    """Share of the period in which it must be up, such as 99.9%; if absent, all the time."""
    measure_latency: bool = False
    """Whether Route 53 also publishes latencies."""
    inverted: bool = False
    """Whether an endpoint that answers is the unhealthy one."""
    enable_sni: bool = True
    """Whether TLS names the host."""
    regions: Annotated[Items[CheckerRegion], Field(max_length=8)] = ()
    """Regions to check from, at least 3; Route 53's own choice if absent."""

"""The kinds of single values that sections are made of, each with its own error sentence."""

from setpoint.config.model.types.address import (
    Channel,
    ChannelId,
    Email,
    Phone,
    SecretText,
    Url,
    WebhookUrl,
)
from setpoint.config.model.types.clock import (
    ClockTime,
    Date,
    Handoff,
    HandoffText,
    PagerDutyClock,
    PagerDutyTimeZone,
    TimeZone,
    Weekday,
)
from setpoint.config.model.types.duration import Minutes, Period, Seconds, WholeSeconds
from setpoint.config.model.types.names import (
    AccountId,
    AlertRef,
    Id,
    Line,
    LongText,
    QueryId,
    Ref,
    Slug,
)
from setpoint.config.model.types.number import Items, Scalar, Threshold

__all__ = [
    "AccountId",
    "AlertRef",
    "Channel",
    "ChannelId",
    "ClockTime",
    "Date",
    "Email",
    "Handoff",
    "HandoffText",
    "Id",
    "Items",
    "Line",
    "LongText",
    "Minutes",
    "PagerDutyClock",
    "PagerDutyTimeZone",
    "Period",
    "Phone",
    "QueryId",
    "Ref",
    "Scalar",
    "Seconds",
    "SecretText",
    "Slug",
    "Threshold",
    "TimeZone",
    "Url",
    "WebhookUrl",
    "Weekday",
    "WholeSeconds",
]

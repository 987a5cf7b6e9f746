"""What single values may be, refused in the words of PagerDuty's provider (3.32.4)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from setpoint.vendors.names import is_pagerduty_name, is_policy_name
from setpoint.vendors.time_zones import pagerduty_time_zones

if TYPE_CHECKING:
    from sandbox.plugins.fields import Rule

_ZONES_PAGE = "https://developer.pagerduty.com/docs/1afe25e9c94cb-types#time-zone"
ROLES = (
    "admin",
    "limited_user",
    "observer",
    "owner",
    "read_only_user",
    "restricted_access",
    "read_only_limited_user",
    "user",
)
_WAYS = ("email", "phone", "push_notification", "sms")
RULE_METHODS = tuple(f"{way}_contact_method" for way in (*_WAYS, "whatsapp"))
METHODS = tuple(f"{way}_contact_method" for way in (*_WAYS, "slack", "whatsapp"))


def one_of(*allowed: str) -> Rule:
    """Allow some texts only, in the words of the older half."""
    shown = ", ".join(f'"{value}"' for value in allowed)

    def rule(value: Any) -> str | None:
        if value in allowed:
            return None
        return f'"{value}" is an invalid value. Must be one of []string{{{shown}}}'

    return rule


def attribute_of(*allowed: str) -> Rule:
    """Allow some texts only, in the words of the newer half."""
    shown = " ".join(f'"{value}"' for value in allowed)

    def rule(value: Any) -> str | None:
        if value in allowed:
            return None
        return (
            f"Invalid Attribute Value Match. Attribute %s value must be one of: [{shown}], "
            f'got: "{value}".'
        )

    return rule


def zone(value: Any) -> str | None:
    """Allow the time zones that PagerDuty knows."""
    if value in pagerduty_time_zones():
        return None
    return (
        f'"{value}" is a not valid input. Please refer to the list of allowed Time Zone values at '
        f"{_ZONES_PAGE}"
    )


def service_name(value: Any) -> str | None:
    """Allow names of services."""
    if is_pagerduty_name(value):
        return None
    return (
        "Name can not be blank, nor contain non-printable characters. Trailing white spaces are "
        "not allowed either."
    )


def policy_name(value: Any) -> str | None:
    """Allow names of escalation policies."""
    if is_policy_name(value):
        return None
    return (
        r"Name can not be blank, nor contain the characters '\', '/', '&', '<', '>', or any "
        "non-printable characters. Trailing white spaces are not allowed either."
    )


def moment(value: Any) -> str | None:
    """Allow moments with their offset."""
    try:
        if datetime.fromisoformat(value).tzinfo is not None:
            return None
    except ValueError:
        pass
    return (
        f"{value} is not a valid format for argument: %s. "
        "Expected format: 2006-01-02T15:04:05Z07:00 (RFC3339)"
    )


def optional_moment(value: Any) -> str | None:
    """Allow moments with their offset, and an empty text."""
    return moment(value) if value else None


def whole(value: Any) -> str | None:
    """Allow whole numbers."""
    if float(value).is_integer():
        return None
    return (
        "Configuration Read Error. An unexpected error was encountered trying to convert an "
        "attribute value from the configuration."
    )

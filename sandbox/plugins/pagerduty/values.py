"""What single values may be, refused in the words of PagerDuty's provider (3.32.4).

A property is given by its path, `*` for each item of a list; the words name it as Terraform does,
where a list of blocks has the singular and a single block is a list of one.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from providers.plugin import UNKNOWN, CheckFailure
from setpoint.vendors.names import is_pagerduty_name, is_policy_name
from setpoint.vendors.time_zones import pagerduty_time_zones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from providers.plugin import Props

    # From a value (None where it is left out) and its name in Terraform to what is wrong with it.
    Rule = Callable[[Any, str], str | None]

_ZONES_PAGE = "https://developer.pagerduty.com/docs/1afe25e9c94cb-types#time-zone"
_BLOCKS: Final = {
    "catchAll": "catch_all.0",
    "conditions": "condition",
    "incidentUrgencyRule": "incident_urgency_rule.0",
    "layers": "layer",
    "rules": "rule",
    "sets": "set",
    "supportHours": "support_hours.0",
    "targets": "target",
}
_ROLES: tuple[str, ...] = (
    "admin",
    "limited_user",
    "observer",
    "owner",
    "read_only_user",
    "restricted_access",
)
_ROLES += ("read_only_limited_user", "user")
_RULE_METHODS = tuple(
    f"{way}_contact_method" for way in ("email", "phone", "push_notification", "sms", "whatsapp")
)
_METHODS = (*_RULE_METHODS[:-1], "slack_contact_method", _RULE_METHODS[-1])
_PHONE = re.compile(r"[0-9,*#]+")


def refused(token: str, inputs: Props) -> Iterator[CheckFailure]:
    """Yield what the published plugin refuses of a type's inputs."""
    for path, rule in _RULES.get(token, {}).items():
        for place, name, value in _places(inputs, path.split(".") if path else [], "", ""):
            problem = None if value is UNKNOWN else rule(value, name)
            if problem:
                yield CheckFailure(place, problem)


def _places(value: Any, steps: list[str], place: str, name: str) -> Iterator[tuple[str, str, Any]]:
    """Yield the places of a path as the engine writes them and Terraform, with their values."""
    if not steps:
        yield place, name, value
    elif steps[0] == "*":
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from _places(item, steps[1:], f"{place}[{index}]", f"{name}.{index}")
    elif isinstance(value, dict):
        key, dot = steps[0], "." if place else ""
        written = f"{name}{dot}{_BLOCKS.get(key) or _snake(key)}"
        yield from _places(value.get(key), steps[1:], f"{place}{dot}{key}", written)


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda match: f"_{match[1].lower()}", name)


def _needed(value: Any, name: str) -> str | None:
    if value is not None:
        return None
    return (
        f'Missing required argument. The argument "{name}" is required, but no definition was '
        "found."
    )


def _missing_way(value: Any, _name: str) -> str | None:
    return None if value is not None else "Missing required property 'contactMethod.id'"


def _one_of(*allowed: str) -> Rule:
    shown = ", ".join(f'"{value}"' for value in allowed)

    def rule(value: Any, _name: str) -> str | None:
        if value is None or value in allowed:
            return None
        return f'"{value}" is an invalid value. Must be one of []string{{{shown}}}'

    return rule


def _attribute_of(*allowed: str) -> Rule:
    """Allow some texts only, in the words of the newer half."""
    shown = " ".join(f'"{value}"' for value in allowed)

    def rule(value: Any, name: str) -> str | None:
        if value is None or value in allowed:
            return None
        return (
            f"Invalid Attribute Value Match. Attribute {name} value must be one of: [{shown}], "
            f'got: "{value}".'
        )

    return rule


def _zone(value: Any, _name: str) -> str | None:
    if value is None or value in pagerduty_time_zones():
        return None
    return (
        f'"{value}" is a not valid input. Please refer to the list of allowed Time Zone values at '
        f"{_ZONES_PAGE}"
    )


def _service_name(value: Any, _name: str) -> str | None:
    if value is None or is_pagerduty_name(value):
        return None
    return (
        "Name can not be blank, nor contain non-printable characters. Trailing white spaces are "
        "not allowed either."
    )


def _policy_name(value: Any, _name: str) -> str | None:
    if value is None or is_policy_name(value):
        return None
    return (
        r"Name can not be blank, nor contain the characters '\', '/', '&', '<', '>', or any "
        "non-printable characters. Trailing white spaces are not allowed either."
    )


def _moment(value: Any, name: str) -> str | None:
    try:
        if value is not None and datetime.fromisoformat(str(value)).tzinfo is not None:
            return None
    except ValueError:
        pass
    return (
        f"{'' if value is None else value} is not a valid format for argument: {name}. "
        "Expected format: 2006-01-02T15:04:05Z07:00 (RFC3339)"
    )


def _optional_moment(value: Any, name: str) -> str | None:
    return _moment(value, name) if value else None


def _range(low: int, high: int) -> Rule:
    def rule(value: Any, name: str) -> str | None:
        if value is None:
            return _needed(value, name)
        whole = int(value)
        if low <= whole <= high:
            return None
        return f"expected {name} to be in the range ({low} - {high}), got {whole}"

    return rule


def _optional_range(low: int, high: int) -> Rule:
    bounded = _range(low, high)
    return lambda value, name: None if value is None else bounded(value, name)


def _at_least_one(value: Any, name: str) -> str | None:
    if value is None:
        return _needed(value, name)
    whole = int(value)
    return None if whole >= 1 else f"expected {name} to be at least (1), got {whole}"


def _some(value: Any, name: str) -> str | None:
    if value:
        return None
    return (
        f"Not enough list items. Attribute {name} requires 1 item minimum, but config has only 0 "
        "declared."
    )


def _whole(value: Any, _name: str) -> str | None:
    if value is None or float(value).is_integer():
        return None
    return (
        "Configuration Read Error. An unexpected error was encountered trying to convert an "
        "attribute value from the configuration."
    )


def _contact(inputs: Any, _name: str) -> str | None:
    """Judge an address by its kind."""
    kind, address = inputs.get("type"), inputs.get("address")
    if kind not in ("phone_contact_method", "sms_contact_method") or not isinstance(address, str):
        return None
    if _PHONE.fullmatch(address):
        return None
    return (
        "phone numbers may only include digits from 0-9 and the symbols: comma (,), asterisk (*), "
        f"and pound (#): {address}"
    )


_RULES: Final[Mapping[str, Mapping[str, Rule]]] = {
    "pagerduty:index/escalationPolicy:EscalationPolicy": {
        "name": _policy_name,
        "numLoops": _optional_range(0, 9),
        "rules.*.escalationDelayInMinutes": _at_least_one,
        "rules.*.targets": _needed,
        "rules.*.targets.*.id": _needed,
        "rules.*.targets.*.type": _one_of("user_reference", "schedule_reference"),
    },
    "pagerduty:index/eventOrchestrationService:EventOrchestrationService": {
        "catchAll.actions": _needed,
        "sets.*.id": _needed,
        "sets.*.rules.*.actions": _needed,
        "sets.*.rules.*.actions.severity": _one_of("info", "error", "warning", "critical"),
        "sets.*.rules.*.conditions.*.expression": _needed,
    },
    "pagerduty:index/schedule:Schedule": {
        "layers.*.end": _optional_moment,
        "layers.*.rotationTurnLengthSeconds": _range(3600, 31_536_000),
        "layers.*.rotationVirtualStart": _moment,
        "layers.*.start": _moment,
        "layers.*.users": _some,
        "timeZone": _zone,
    },
    "pagerduty:index/service:Service": {
        "incidentUrgencyRule.type": _needed,
        "name": _service_name,
        "supportHours.timeZone": _zone,
    },
    "pagerduty:index/teamMembership:TeamMembership": {
        "role": _attribute_of("observer", "responder", "manager"),
    },
    "pagerduty:index/user:User": {"role": _one_of(*_ROLES), "timeZone": _zone},
    "pagerduty:index/userContactMethod:UserContactMethod": {
        "": _contact,
        "countryCode": _whole,
        "type": _attribute_of(*_METHODS),
    },
    "pagerduty:index/userNotificationRule:UserNotificationRule": {
        "contactMethod.id": _missing_way,
        "contactMethod.type": _attribute_of(*_RULE_METHODS),
        "startDelayInMinutes": _whole,
        "urgency": _attribute_of("high", "low"),
    },
}

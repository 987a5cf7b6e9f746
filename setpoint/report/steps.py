"""How one resource's step and its changed properties read on a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from setpoint.automation.steps import PropertyChange

_LONGEST = 100

# Operation -> sign, style, what was done, what would be done.
LOOK = {
    "create": ("+", "green", "created", "create"),
    "update": ("~", "yellow", "updated", "update"),
    "replace": ("±", "magenta", "replaced", "replace"),
    "delete": ("-", "red", "deleted", "delete"),
    "import": ("=", "cyan", "imported", "import"),
    "refresh": ("~", "cyan", "drifted", "drifted"),
}


def short_type(token: str) -> str:
    """Return `aws MetricAlarm` for `aws:cloudwatch/metricAlarm:MetricAlarm`."""
    package, _, rest = token.partition(":")
    return f"{package} {rest.rsplit(':', 1)[-1]}"


def describe_change(change: PropertyChange) -> str:
    """Return `threshold: 1 -> 2`, cut to a readable length."""
    return f"{change.path}: {_shown(change.old)} -> {_shown(change.new)}"


def _shown(value: Any) -> str:
    if value is None:
        return "(none)"
    text = value if isinstance(value, str) else json.dumps(_plain(value), ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value

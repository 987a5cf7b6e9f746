"""Conditions of alerts: from the comparisons of Sentry's API to the provider's typed classes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from components.sentry.resources import FilterCondition
from providers.sentry_alerting.conditions import decode

if TYPE_CHECKING:
    from components.sentry.context import SentryContext
    from setpoint.catalog.model import SentryCondition

_CLASSES: dict[str, Any] = {kind.tag[1]: kind for kind in get_args(FilterCondition)}


def typed_condition(condition: SentryCondition, context: SentryContext) -> FilterCondition:
    """Return the condition; the provider itself reads the comparison, as in an import."""
    found = decode({"type": condition.type, "comparison": condition.comparison})
    kind = found.pop("type")
    values = {_snake(name): value for name, value in found.items()}
    if kind == "assigned_to" and "target_identifier" in values:
        find = context.user_id if values["target_type"] == "Member" else context.team_id
        values["target_identifier"] = find(values["target_identifier"])
    typed: FilterCondition = _CLASSES[kind](**values)
    return typed


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", name)

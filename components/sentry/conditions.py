"""Conditions of alerts: from the catalog's properties to the provider's typed classes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from components.sentry.resources import FilterCondition
from providers.sentry_alerting.vocabulary import ASSIGNEES

if TYPE_CHECKING:
    from components.sentry.context import SentryContext
    from setpoint.catalog.model import SentryCondition

_CLASSES: dict[str, Any] = {kind.tag[1]: kind for kind in get_args(FilterCondition)}


def typed_condition(condition: SentryCondition, context: SentryContext) -> FilterCondition:
    """Return the condition; whom an issue is assigned to, it names by Sentry's id."""
    values = {_snake(name): value for name, value in condition.properties.items()}
    if "target_identifier" in values:
        is_member = values["target_type"] == ASSIGNEES["member"]
        find = context.user_id if is_member else context.team_id
        values["target_identifier"] = find(values["target_identifier"])
    typed: FilterCondition = _CLASSES[condition.type](**values)
    return typed


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", name)

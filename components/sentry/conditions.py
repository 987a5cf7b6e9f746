"""Conditions of alerts: from the comparisons of Sentry's API to the provider's typed classes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

import pulumi

from components.plaintext import plaintext
from components.sentry.resources import FilterCondition, get_member, get_team
from providers.sentry_alerting.conditions import decode

if TYPE_CHECKING:
    from components.sentry.place import SentryPlace
    from setpoint.catalog.model import SentryCondition

_CLASSES: dict[str, Any] = {kind.tag[1]: kind for kind in get_args(FilterCondition)}


def typed_condition(condition: SentryCondition, place: SentryPlace) -> FilterCondition:
    """Return the condition; the provider itself reads the comparison, as in an import."""
    found = decode({"type": condition.type, "comparison": condition.comparison})
    kind = found.pop("type")
    values = {_snake(name): value for name, value in found.items()}
    if kind == "assigned_to" and "target_identifier" in values:
        values["target_identifier"] = _assignee(values, place)
    typed: FilterCondition = _CLASSES[kind](**values)
    return typed


def _assignee(values: dict[str, Any], place: SentryPlace) -> pulumi.Output[str]:
    """Return Sentry's id of a team or of a person of the config."""
    identifier: str = values["target_identifier"]
    options = pulumi.InvokeOptions(parent=place.parent)
    if values["target_type"] == "Member":
        email = plaintext(place.emails[identifier])
        member = get_member(organization=place.organization, email=email, opts=options)
        return member.apply(lambda found: found.user_id)
    if identifier in place.team_ids:
        return place.team_ids[identifier]
    team = get_team(organization=place.organization, slug=identifier, opts=options)
    return team.apply(lambda found: found.id)


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", name)

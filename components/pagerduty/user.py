"""A PagerDuty user with ways to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi
import pulumi_pagerduty as pagerduty

from components.identity import named
from components.pagerduty.phone import split_phone
from components.plaintext import plaintext

if TYPE_CHECKING:
    from setpoint.catalog.model import Person

# How somebody on call is told of an urgent incident, both at once: a text that says what it
# is and a call that wakes. Push needs the person's own app, which adds its rule itself.
_LABELS = {"sms": "Text message", "phone": "Phone"}


def declare_user(person: Person, parent: pulumi.Resource) -> pulumi.Output[str]:
    """Declare the user and their phone, and return the user's id."""
    user = pagerduty.User(
        person.id,
        name=person.name,
        email=plaintext(person.email),
        role=person.role,
        time_zone=person.time_zone,
        opts=named(parent),
    )
    if person.phone is not None:
        number = pulumi.Output.from_input(plaintext(person.phone)).apply(split_phone)
        for kind in _LABELS:
            _declare_way(f"{person.id}/{kind}", kind, user, number, parent)
    user_id: pulumi.Output[str] = user.id
    return user_id


def find_user(person: Person) -> pulumi.Output[str]:
    """Return the id of the user with the person's e-mail; nothing of theirs is changed."""
    found = pagerduty.get_user_output(email=plaintext(person.email))
    user_id: pulumi.Output[str] = found.id
    return user_id


def _declare_way(
    key: str,
    kind: str,
    user: pagerduty.User,
    number: pulumi.Output[tuple[int, str]],
    parent: pulumi.Resource,
) -> None:
    """Declare a contact method and the rule that uses it at once when it is urgent."""
    options = named(parent)
    method = pagerduty.UserContactMethod(
        key,
        user_id=user.id,
        type=f"{kind}_contact_method",
        label=_LABELS[kind],
        country_code=number.apply(lambda parts: parts[0]),
        address=number.apply(lambda parts: parts[1]),
        opts=options,
    )
    pagerduty.UserNotificationRule(
        key,
        user_id=user.id,
        urgency="high",
        start_delay_in_minutes=0,
        contact_method=pagerduty.UserNotificationRuleContactMethodArgs(
            id=method.id, type=f"{kind}_contact_method"
        ),
        # With a contact method PagerDuty deletes the rules that use it.
        opts=pulumi.ResourceOptions.merge(options, pulumi.ResourceOptions(replace_with=[method])),
    )

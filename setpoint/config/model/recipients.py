"""Who is told: when an alert goes off, when it is over, when it has no data."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Discriminator, PlainValidator, Tag, WithJsonSchema

from setpoint.config.model.section import Section
from setpoint.config.model.types import (
    ChannelRef,
    Email,
    Items,
    PersonOrGroupRef,
    Phone,
    WebhookRef,
)
from setpoint.config.model.types.refusal import describe, refuse


def _nobody(value: Any) -> tuple[()]:
    """An empty list, which stands for nobody."""
    if value not in ([], ()):
        raise refuse(
            f"{describe(value)} is neither recipients nor []; write slack, email or another kind"
            " over them",
        )
    return ()


def _shape(value: Any) -> str:
    """Whether recipients are named, or else nobody."""
    return "~others" if isinstance(value, dict | Section) else "~nobody"


class Recipients(Section):
    """Who is told besides whom a page reaches."""

    slack: Items[ChannelRef] = ()
    """Slack channels, each one named in slack.channels."""
    email: Items[Email] = ()
    """E-mail addresses."""
    sms: Items[Phone] = ()
    """Phone numbers for text messages."""
    people: Items[PersonOrGroupRef] = ()
    """Ids of people and groups who are told by e-mail; of Sentry's alerts by Sentry itself."""


class Others(Recipients):
    """Who is told of a state of its own."""

    webhooks: Items[WebhookRef] = ()
    """Ids of webhooks that are called."""


Nobody: TypeAlias = Annotated[
    tuple[()], PlainValidator(_nobody), WithJsonSchema({"type": "array", "maxItems": 0})
]
OthersOrNobody: TypeAlias = Annotated[
    Annotated[Others, Tag("~others")] | Annotated[Nobody, Tag("~nobody")], Discriminator(_shape)
]


class States(Section):
    """Who hears of the states of an alarm other than ALARM; pages are resolved in any case."""

    ok: OthersOrNobody | None = None
    """Who hears that it is over, `[]` for nobody; whoever heard of it if absent."""
    insufficient_data: OthersOrNobody | None = None
    """Who hears that a CloudWatch alarm has no data, `[]` for nobody; nobody if absent."""

"""Where messages go besides a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from setpoint.config.value import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A person who is told by e-mail."""

    id: str
    name: str
    email: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address of one's own that is called.

    Attributes:
        sentry_app: Slug of Sentry's internal integration that calls it, or None.
    """

    id: str
    url: Text
    sentry_app: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Where messages go besides a page.

    Attributes:
        people: Groups resolved, each person once.
    """

    slack: tuple[str, ...]
    email: tuple[Text, ...]
    sms: tuple[Text, ...]
    people: tuple[Addressee, ...] = ()
    webhooks: tuple[Webhook, ...] = ()

"""Who is told besides whom a page reaches: a severity's and an alert's own, resolved to addresses.

What Sentry tells itself and what becomes of a set of recipients in SNS is left to others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from setpoint.catalog.model import Addressee, Channels, Webhook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.catalog.context import Context
    from setpoint.config import model as config
    from setpoint.config.value import Text

Protocol = Literal["email", "sms", "slack", "https", "http"]
T = TypeVar("T")


class Recipient(NamedTuple):
    """An endpoint that a topic delivers to.

    Attributes:
        name: Id of a person or webhook; None where there is nothing but the endpoint.
    """

    protocol: Protocol
    name: str | None
    endpoint: Text


def merge(severity: config.Severity, notify: config.Notify | None, context: Context) -> Channels:
    """Return the recipients of a severity and of an alert together, each once.

    Phones hear nothing where the environment pages nobody.
    """
    webhooks = notify.webhooks if notify else ()
    return Channels(
        slack=_once(severity.slack, notify.slack if notify else ()),
        email=_once(severity.email, notify.email if notify else ()),
        sms=_once(severity.sms, notify.sms if notify else ()) if context.paging else (),
        people=_people(_once(severity.people, notify.people if notify else ()), context.config),
        webhooks=()
        if webhooks == "never"
        else _webhooks(_once(severity.webhooks, webhooks), context.config),
    )


def others(section: config.Others, context: Context) -> Channels:
    """Return the recipients of a state of its own; phones as by `merge`."""
    return Channels(
        slack=_once(section.slack, ()),
        email=_once(section.email, ()),
        sms=_once(section.sms, ()) if context.paging else (),
        people=_people(section.people, context.config),
        webhooks=_webhooks(section.webhooks, context.config),
    )


def digest_channels(digest: config.Digest, whole: config.Config) -> Channels:
    """Return the recipients of a digest; phones get none."""
    return Channels(
        slack=_once(digest.slack, ()),
        email=_once(digest.email, ()),
        sms=(),
        people=_people(digest.people, whole),
    )


def tickets(severity: config.Severity, notify: config.Notify | None) -> tuple[config.Ticket, ...]:
    """Return the tickets of a severity and of an alert together; none if the alert says never."""
    own = notify.tickets if notify else ()
    return () if own == "never" else (*severity.tickets, *own)


def recipients(channels: Channels) -> tuple[Recipient, ...]:
    """Return every endpoint once: a person whose address is listed gets one e-mail."""
    return (
        *(Recipient("slack", None, each) for each in channels.slack),
        *(Recipient("email", None, each) for each in channels.email),
        *_mailed(channels),
        *(Recipient("sms", None, each) for each in channels.sms),
        *(Recipient(_web(each.url), each.id, each.url) for each in channels.webhooks),
    )


def _once(first: Iterable[T], then: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *then)))


def _people(names: Iterable[str], config: config.Config) -> tuple[Addressee, ...]:
    found = (
        person
        for name in names
        for person in (config.groups[name].people if name in config.groups else (name,))
    )
    return tuple(
        Addressee(id=each, name=config.people[each].name, email=config.people[each].email)
        for each in dict.fromkeys(found)
    )


def _webhooks(names: Iterable[str], config: config.Config) -> tuple[Webhook, ...]:
    found = ((name, config.webhooks[name]) for name in names)
    return tuple(
        Webhook(id=name, url=webhook.url, sentry_app=webhook.sentry_app) for name, webhook in found
    )


def _mailed(channels: Channels) -> Iterator[Recipient]:
    listed = {_folded(address) for address in channels.email}
    for person in channels.people:
        if _folded(person.email) not in listed:
            yield Recipient("email", person.id, person.email)


def _folded(address: Text) -> Text:
    return address.casefold() if isinstance(address, str) else address


def _web(url: Text) -> Literal["https", "http"]:
    return "http" if isinstance(url, str) and url.startswith("http://") else "https"

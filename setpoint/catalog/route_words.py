"""Whom a route reaches, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.hours import page_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Channels, Route, StateRoute


def channels_text(channels: Channels) -> tuple[str, ...]:
    """Return everybody that channels reach: `#incidents`, an address, a person's id, `sms ...`."""
    return (
        *channels.slack,
        *(str(address) for address in channels.email),
        *(person.id for person in channels.people),
        *(f"sms {phone}" for phone in channels.sms),
        *(f"webhook {webhook.id}" for webhook in channels.webhooks),
    )


def state_text(state: StateRoute) -> str:
    """Return who hears of a state besides a page: `#ops, arn:...`, `nobody`."""
    return ", ".join((*channels_text(state.channels), *state.actions)) or "nobody"


def route_text(route: Route) -> str:
    """Return whom a route reaches: `page high (platform), #incidents, oncall@..., ana, sms`.

    Those who alone hear of another state stand behind: `#alerts; OK to nobody`.
    """
    told = []
    if route.page:
        told.append(f"page {page_text(route)} ({route.escalation})")
    told += channels_text(route.channels)
    told += [f"ticket {ticket.type} {ticket.target}" for ticket in route.tickets]
    return "; ".join([", ".join(told) or "nobody", *states_text(route)])


def states_text(route: Route) -> Iterator[str]:
    """Yield `OK to nobody` and `no data to #ops` where somebody else than usual is told."""
    if route.ok is not None:
        yield f"OK to {state_text(route.ok)}"
    if route.insufficient_data is not None:
        yield f"no data to {state_text(route.insufficient_data)}"

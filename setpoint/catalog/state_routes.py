"""Who hears that an alarm is over or has no data, where it is somebody else than of the alarm.

A page is resolved whoever else hears of it: its topic stays among those told of OK.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import Channels, StateRoute
from setpoint.catalog.recipients import others

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.context import Context
    from setpoint.config import model as config

NOBODY: Final = Channels(slack=(), email=(), sms=())


def ok_route(
    alert: config.Alert,
    topic_of: Callable[[Channels], str | None],
    paged: str | None,
    context: Context,
) -> StateRoute | None:
    """Return who hears that it is over, None for whoever heard of the alarm.

    Args:
        alert: The config's.
        topic_of: From recipients to the id of the topic that tells them.
        paged: Id of the topic that pages.
        context: The environment's.
    """
    given = _given("ok", alert, context)
    actions = getattr(alert.signal, "ok_actions", None)
    if given is None and actions is None:
        return None
    channels = others(given, context) if given else NOBODY
    used = tuple(topic for topic in (paged, topic_of(channels)) if topic)
    return StateRoute(channels=channels, topics=used, actions=actions or ())


def insufficient_data_route(
    alert: config.Alert, topic_of: Callable[[Channels], str | None], context: Context
) -> StateRoute | None:
    """Return who hears that there is no data, None for nobody."""
    given = _given("insufficient_data", alert, context)
    actions = getattr(alert.signal, "insufficient_data_actions", None)
    if not given and not actions:
        return None
    channels = others(given, context) if given else NOBODY
    topic = topic_of(channels)
    return StateRoute(channels=channels, topics=(topic,) if topic else (), actions=actions or ())


def _given(state: str, alert: config.Alert, context: Context) -> config.Others | tuple[()] | None:
    """Return what the alert says, else its severity."""
    own: config.Others | tuple[()] | None = getattr(alert.notify, state, None)
    if own is not None:
        return own
    found: config.Others | tuple[()] | None
    found = getattr(context.config.severities[alert.severity], state)
    return found

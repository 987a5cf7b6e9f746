"""What an answer leaves to be sent on, before it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sandbox.sentry.account import Row


class Delivery(NamedTuple):
    """An event for PagerDuty, and the note of the action that sends it."""

    note: Row
    event: Row

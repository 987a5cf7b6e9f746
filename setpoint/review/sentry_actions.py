"""What Sentry's alerts do, one action after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryAlert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import SentryAction, Signal


def actions(signal: Signal) -> Iterator[SentryAction]:
    """Yield the actions of an alert of Sentry's, or of that of a monitor; none of others."""
    workflow = getattr(signal, "alert", signal)
    if isinstance(workflow, SentryAlert):
        for item in workflow.filters:
            yield from item.actions

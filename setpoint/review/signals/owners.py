"""Who owns in Sentry what an alert makes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.review.effect import PAGING_STAYS

if TYPE_CHECKING:
    from setpoint.catalog.model import (
        SentryAlert,
        SentryCronMonitor,
        SentryMonitor,
        SentryUptimeMonitor,
    )


def owned(
    signal: SentryAlert | SentryMonitor | SentryCronMonitor | SentryUptimeMonitor,
) -> str:
    """Return what follows from another owner."""
    owner = (signal.owner or "nobody").removeprefix("user:")
    return f"belongs to {owner} in Sentry; {PAGING_STAYS}"

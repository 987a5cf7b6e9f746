"""What an estimate has no figure for: it depends on use, or another vendor bills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Catalog


def left_out(catalog: Catalog) -> Iterator[str]:
    """Yield what is left out, in words; only what the catalog has."""
    protocols = {s.protocol for topic in catalog.topics.values() for s in topic.subscriptions}
    if "sms" in protocols:
        yield "text messages"
    if protocols:
        yield "other messages of SNS"
    if any(alert.signal.log_groups for alert in catalog.alerts.values()):
        yield "what log groups take in and store"
    if catalog.queries:
        yield "what saved queries scan"
    if catalog.digests:
        yield "the digests' function and schedule"
    if catalog.dashboards:
        yield "requests of dashboards that people look at"
    vendors = (("Sentry", catalog.sentry), ("PagerDuty", catalog.pagerduty_services))
    named = [name for name, used in vendors if used]
    if named:
        yield f"the plans of {' and '.join(named)}"

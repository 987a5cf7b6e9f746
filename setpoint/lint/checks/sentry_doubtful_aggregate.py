"""The check `sentry/doubtful-aggregate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.sentry_alerting import aggregates
from setpoint.catalog.model import SentryMonitor
from setpoint.lint.check import Location, signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@signal_check("sentry/doubtful-aggregate", "warning", SentryMonitor)
def sentry_doubtful_aggregate(
    signal: SentryMonitor, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """The monitor's aggregate has an argument that Sentry leaves out, or may not exist."""
    fault = aggregates.fault(signal.aggregate, signal.dataset, signal.event_types)
    if fault is None or fault.refused:
        return
    if fault.why == "ignored":
        message = f"{fault.function} takes nothing like {fault.value}, which Sentry leaves out"
    else:
        known = ", ".join(fault.known)
        message = f"{fault.value} is none of the functions known of {signal.dataset}: {known}"
    place = ("sentry_metric", "aggregate")
    yield Location(place, (signal.aggregate, fault.at)), message

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
    """The monitor's aggregate has what Sentry leaves out or takes as a text, or may not exist."""
    fault = aggregates.fault(signal.aggregate, signal.dataset, signal.event_types)
    if fault is None or fault.refused:
        return
    known = ", ".join(fault.known)
    sentences = {
        "ignored": "{function} takes nothing like {value}, which Sentry leaves out",
        "own": "Sentry takes {value} as a text, of which {function} has none; write"
        " tags[{value},number]",
        "unlisted": f"{{value}} is none of the functions known of {signal.dataset}: {known}",
    }
    message = sentences[fault.why].format(function=fault.function, value=fault.value)
    place = ("sentry_metric", "aggregate")
    yield Location(place, (signal.aggregate, fault.at)), message

"""The check `sentry/retired-dataset`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import SentryMonitor
from setpoint.lint.check import AlertCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

# What the API's validation of a monitor's query refuses, organization by organization
# (getsentry/sentry, snuba_query_validator; pull request 101177).
_RETIRED: Final = frozenset({"transactions", "generic_metrics"})


class SentryRetiredDataset(AlertCheck):
    """Sentry retires the monitor's dataset and makes no new monitors on it."""

    name = "sentry/retired-dataset"
    severity = "warning"
    summary = "Sentry retires the monitor's dataset and makes no new monitors on it"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        signal = alert.signal
        if isinstance(signal, SentryMonitor) and signal.dataset in _RETIRED:
            message = (
                f"Sentry refuses new monitors on {signal.dataset}; write"
                " events_analytics_platform, with is_transaction:true in the query"
            )
            yield ("sentry_metric", "dataset"), message

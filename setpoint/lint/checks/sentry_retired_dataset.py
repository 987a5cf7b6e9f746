"""The check `sentry/retired-dataset`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.sentry_alerting import limits
from setpoint.catalog.model import SentryMonitor
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@signal_check("sentry/retired-dataset", "warning", SentryMonitor)
def sentry_retired_dataset(
    signal: SentryMonitor, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """Sentry retires the monitor's dataset and makes no new monitors on it."""
    if signal.dataset in limits.RETIRED:
        message = (
            f"Sentry refuses new monitors on {signal.dataset}; write"
            " events_analytics_platform, with is_transaction:true in the query"
        )
        yield ("sentry_metric", "dataset"), message

"""Of which environment a monitor's issues are, and so which alerts are shown them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryCronMonitor, SentryUptimeMonitor

if TYPE_CHECKING:
    from setpoint.catalog.model import SentryAlert, SentryWatch


def hears(alert: SentryAlert, monitor: SentryWatch) -> bool | None:
    """Return whether an alert that a monitor feeds is shown what it finds; None if it depends.

    An alert that has an environment is shown events of that one alone (getsentry/sentry,
    src/sentry/workflow_engine/processors/workflow.py, `get_environment_by_event` and
    `_get_associated_workflows`). What a metric monitor finds is of none, whatever it counts
    (src/sentry/incidents/grouptype.py, `create_occurrence`: no event data, and the environment of
    an occurrence is that of the monitor's settings, handlers/detector/stateful.py, which hold none
    of it). What an uptime monitor finds is of its own, what a cron monitor does of the check-in's.
    """
    if alert.environment is None:
        return True
    if isinstance(monitor, SentryCronMonitor):
        return None
    return isinstance(monitor, SentryUptimeMonitor) and monitor.environment == alert.environment

"""The check `sentry/monitor-unheard`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryAlert, SentryUptimeMonitor, SentryWatch
from setpoint.catalog.sentry_hearing import hears
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@signal_check("sentry/monitor-unheard", "error", SentryAlert)
def sentry_monitor_unheard(
    signal: SentryAlert, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """An alert of one environment names monitors whose issues Sentry never shows it."""
    alerts = environment.catalog.alerts
    named = [(name, alerts[name].signal) for name in signal.monitors if name in alerts]
    unheard = [
        f"those of {name} are of {_environment(monitor)}"
        for name, monitor in named
        if isinstance(monitor, SentryWatch) and hears(signal, monitor) is False
    ]
    if unheard:
        message = (
            f"Sentry shows this alert issues of {signal.environment} alone, and"
            f" {', '.join(unheard)}; leave `environment` out"
        )
        yield ("sentry_issue", "environment"), message


def _environment(monitor: SentryWatch) -> str:
    return monitor.environment if isinstance(monitor, SentryUptimeMonitor) else "none"

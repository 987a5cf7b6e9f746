"""The check `sentry/health-check-dropped`."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import SentryMonitor
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

# The names that the inbound filter "health checks and ping requests" drops; it is on in every
# new project (getsentry/sentry, HEALTH_CHECK_GLOBS and set_default_inbound_filters).
_DROPPED: Final = (
    "*healthcheck*",
    "*heartbeat*",
    "*/health",
    "*/healthy",
    "*/healthz",
    "*/live",
    "*/livez",
    "*/ready",
    "*/readyz",
    "*/ping",
)
_TRANSACTION: Final = re.compile(r'(?<![!\w.])transaction:(?:"([^"]*)"|([^\s"\[\]()]+))')


@signal_check("sentry/health-check-dropped", "warning", SentryMonitor)
def sentry_health_check_dropped(
    signal: SentryMonitor, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """The monitor looks for a transaction that Sentry drops as a health check."""
    if signal.dataset == "events":
        return
    for quoted, bare in _TRANSACTION.findall(signal.query):
        name = (quoted or bare).lower()
        if any(fnmatchcase(name, each) for each in _DROPPED):
            message = (
                f"Sentry's filter of health checks drops transactions named {quoted or bare};"
                " give it another name where it is sent, or turn the project's filter off"
            )
            yield ("sentry_metric", "query"), message

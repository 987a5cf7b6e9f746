"""The check `sentry/no-environment`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryAlert, SentryMonitor
from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("sentry/no-environment", "warning")
def sentry_no_environment(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """The Sentry alert counts the events of all environments."""
    signal = alert.signal
    if not isinstance(signal, SentryMonitor | SentryAlert) or signal.environment is not None:
        return
    if not any("/" in name for name in getattr(signal, "monitors", ())):
        yield (
            (alert.kind,),
            f"without `environment`, events of every environment count in {environment.name}",
        )

"""The check `sentry/no-resolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryMonitor
from setpoint.catalog.sentry_units import limit
from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("sentry/no-resolve", "info")
def sentry_no_resolve(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """The Sentry monitor resolves at its threshold, so it goes to and fro."""
    signal = alert.signal
    section = environment.loaded.config.services[alert.service].alerts[alert.name].sentry_metric
    if not isinstance(signal, SentryMonitor) or section is None or section.resolve is not None:
        return
    if _warned_of(alert, environment):  # both levels are over where the milder one begins
        return
    if signal.detection_type == "static" and signal.critical is not None:
        begins = limit(signal, signal.critical)
        message = f"resolves at {begins}, where it begins; set `resolve` beyond it"
        yield ("sentry_metric",), message


def _warned_of(alert: Alert, environment: Environment) -> bool:
    """Whether the alert has a milder level in the same monitor."""
    return any(
        getattr(other.signal, "priority", None) == "medium" and other.id != alert.id
        for other in environment.levels_of(alert)
    )

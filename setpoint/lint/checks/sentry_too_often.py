"""The check `sentry/too-often`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryAlert
from setpoint.config.units import write_duration
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_LEAST = 10


@signal_check("sentry/too-often", "warning", SentryAlert)
def sentry_too_often(
    signal: SentryAlert, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """One issue may notify every few minutes."""
    if signal.frequency < _LEAST:
        given, least = (write_duration(each * 60) for each in (signal.frequency, _LEAST))
        said = f"{given} between two messages on one issue; want {least}"
        yield ("sentry_issue", "frequency"), said

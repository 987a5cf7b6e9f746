"""The check `limits/description`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.destinations import SENTRY_KINDS
from setpoint.catalog.naming import ALARM_DESCRIPTION
from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("limits/description", "info")
def limits_description(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """The alarm's description is cut at CloudWatch's 1,024 characters."""
    alarm = getattr(alert.signal, "alarm", alert.signal)
    text = getattr(alarm, "description", "")
    if alert.kind not in SENTRY_KINDS and len(text) >= ALARM_DESCRIPTION:
        yield (
            ("summary",),
            f"the description has {ALARM_DESCRIPTION} characters, so its condition is cut",
        )

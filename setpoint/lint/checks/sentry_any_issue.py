"""The check `sentry/any-issue`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryAlert
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@signal_check("sentry/any-issue", "warning", SentryAlert)
def sentry_any_issue(
    signal: SentryAlert, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """Any issue at all notifies."""
    if _fires_on_issues(signal):
        yield (
            ("sentry_issue",),
            "no conditions: any issue that triggers it notifies; add `filters`",
        )


def _fires_on_issues(alert: SentryAlert) -> bool:
    """Whether any issue of the project will do, rather than what a monitor has found."""
    fed = any("/" in name for name in alert.monitors)
    return not fed and not any(each.conditions for each in alert.filters)

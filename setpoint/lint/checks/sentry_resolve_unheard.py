"""The check `sentry/resolve-unheard`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from providers.sentry_alerting.vocabulary import TRIGGERS
from setpoint.catalog.model import SentryAlert
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_RESOLVED: Final = TRIGGERS["resolved"]


@signal_check("sentry/resolve-unheard", "warning", SentryAlert)
def sentry_resolve_unheard(
    signal: SentryAlert, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """An alert of one environment waits for issues to be resolved."""
    # getsentry/sentry, src/sentry/workflow_engine/processors/workflow.py, of
    # `get_environment_by_event`: a change of status has none, so alerts without one are taken.
    if signal.environment is not None and _RESOLVED in signal.triggers:
        yield (
            ("sentry_issue", "triggers"),
            (
                "Sentry shows changes of status to alerts without `environment` alone, so that"
                f" `resolved` sets off nothing in {signal.environment}"
            ),
        )

"""The check `sentry/recipients-dropped`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.destinations import SENTRY_KINDS
from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("sentry/recipients-dropped", "info")
def sentry_recipients_dropped(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """E-mail addresses and phones of the severity hear nothing of a Sentry alert."""
    if alert.kind not in SENTRY_KINDS or not environment.routed(alert):
        return
    config = environment.loaded.config
    severity, own = (
        config.severities[alert.severity],
        config.services[alert.service].alerts[alert.name].notify,
    )
    emails = len(severity.email) + (len(own.email) if own else 0)
    texts = len(severity.sms) + (len(own.sms) if own else 0)
    if emails or (texts and environment.catalog.paging):
        lost = " and ".join(w for w, n in (("e-mail", emails), ("text messages", texts)) if n)
        yield ("severity",), f"{alert.severity} also means {lost}, which Sentry does not send"

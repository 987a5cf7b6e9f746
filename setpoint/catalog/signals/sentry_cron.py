"""`sentry_cron`: a Sentry cron monitor, and the alert that its issues feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryCronMonitor
from setpoint.catalog.sentry_monitor_words import cron_condition
from setpoint.catalog.signals.sentry_monitor import common, state_alert

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.catalog.signals.sentry_actions import Notified
    from setpoint.config.model import SentryCron

_MINUTE = 60


def build(
    section: SentryCron, identity: SignalIdentity, context: Context, to: Notified
) -> tuple[SentryCronMonitor, str]:
    """Return the monitor with its alert, and the condition."""
    every = section.every
    shared = common(section, identity, context)
    monitor = SentryCronMonitor(
        # Sentry makes the slug that jobs check in with of the name.
        **{**shared, "name": section.name or identity.naming.sentry_cron(identity.alert)},
        crontab=section.schedule,
        interval=(every.value, every.unit) if every else None,
        checkin_margin=section.checkin_margin // _MINUTE,
        max_runtime=section.max_runtime // _MINUTE,
        failure_threshold=section.failure_threshold,
        recovery_threshold=section.recovery_threshold,
        time_zone=section.time_zone,
        alert=state_alert(section, identity, context, to),
    )
    return monitor, cron_condition(monitor)

"""Which module resolves which kind of signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.signals import (
    cloudwatch,
    cloudwatch_anomaly,
    cloudwatch_logs,
    cloudwatch_math,
    composite,
    http_check,
    prometheus,
    sentry_cron,
    sentry_issue,
    sentry_metric,
    sentry_uptime,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Signal
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.catalog.signals.sentry_actions import Notified

# A section of a kind's own model comes first, each by its key in the config.
_BUILDERS: Final[Mapping[str, Callable[[Any, SignalIdentity, Context], tuple[Any, str]]]] = {
    "cloudwatch": cloudwatch.build,
    "cloudwatch_math": cloudwatch_math.build,
    "cloudwatch_anomaly": cloudwatch_anomaly.build,
    "cloudwatch_logs": cloudwatch_logs.build,
    "http_check": http_check.build,
    "prometheus": prometheus.build,
    "composite": lambda section, identity, context: composite.build(
        section, identity, lambda child, named: build(child.kind, child.signal, named, context)
    ),
}
# Sentry tells by itself, and so these know whom.
_SENTRY: Final[
    Mapping[str, Callable[[Any, SignalIdentity, Context, Notified], tuple[Any, str]]]
] = {
    "sentry_metric": sentry_metric.build,
    "sentry_issue": sentry_issue.build,
    "sentry_uptime": sentry_uptime.build,
    "sentry_cron": sentry_cron.build,
}


def build(kind: str, section: Any, identity: SignalIdentity, context: Context) -> tuple[Any, str]:
    """Return what a signal other than Sentry's resolves to, and its condition as a sentence."""
    return _BUILDERS[kind](section, identity, context)


def build_told(
    kind: str, section: Any, identity: SignalIdentity, context: Context, to: Notified
) -> tuple[Signal, str]:
    """Return what one of Sentry's signals resolves to, and its condition as a sentence."""
    return _SENTRY[kind](section, identity, context, to)

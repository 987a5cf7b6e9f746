"""`sentry_metric`: a Sentry metric monitor, and the alert that its issues feed.

A breach of `threshold` makes an issue of high priority, one of `warning` an issue of medium
priority. Pages go out for high priority only, messages for either; both also hear when the
priority falls again, so that what was opened is closed.

Two levels of one alert are two such monitors here, of which the milder has issues of medium
priority; `setpoint.catalog.sentry_levels` makes one of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from providers.sentry_alerting import limits
from setpoint.catalog.model import SentryAlert, SentryFilter, SentryMonitor
from setpoint.catalog.sentry_monitor_words import metric_condition
from setpoint.catalog.sentry_units import is_fraction, seconds_of_rate
from setpoint.catalog.signals.sentry_actions import actions
from setpoint.catalog.signals.sentry_conditions import fallen_from, of_priority
from setpoint.catalog.signals.sentry_monitor import STATE_FREQUENCY, common
from setpoint.config.units import share_of_then

if TYPE_CHECKING:
    from providers.sentry_alerting.vocabulary import Priority
    from setpoint.catalog.context import Context
    from setpoint.catalog.model import SentryAction
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.catalog.signals.sentry_actions import Notified
    from setpoint.config.model import SentryMetric
    from setpoint.config.units import Quantity

_COMPARISONS: Final[dict[str, Literal["gt", "gte", "lt", "lte", "outside"]]] = {
    ">": "gt",
    ">=": "gte",
    "<": "lt",
    "<=": "lte",
    "above": "gt",
    "below": "lt",
    "outside": "outside",
}
_MILLISECONDS = 1000
_HUNDRED = 100


def build(
    section: SentryMetric, identity: SignalIdentity, context: Context, to: Notified
) -> tuple[SentryMonitor, str]:
    """Return the monitor with its alert, and the condition.

    The alert has no environment, whatever the monitor counts: it would never tell of anything
    (`setpoint.catalog.sentry_hearing`), nor that it is over.
    """
    shared = common(section, identity, context)
    monitor = SentryMonitor(
        **shared,
        dataset=section.dataset,
        event_types=section.event_types or limits.DATASETS[section.dataset].usual,
        aggregate=section.aggregate,
        query=section.query,
        time_window=section.time_window,
        environment=section.environment,
        detection_type=section.detection,
        comparison=_COMPARISONS[section.comparison],
        critical=_number(section.threshold, section),
        warning=_number(section.warning, section),
        resolve=_resolve(section),
        comparison_delta=section.comparison_delta,
        sensitivity=_sensitivity(section),
        query_type=section.query_type,
        extrapolation_mode=section.extrapolation_mode,
        priority="medium" if identity.milder else "high",
        alert=SentryAlert(
            name=section.alert_name or shared["name"],
            project=None,
            environment=None,
            frequency=STATE_FREQUENCY,
            triggers=(),
            filters=_filters(section, identity, context, to),
            enabled=identity.enabled,
        ),
    )
    return monitor, metric_condition(monitor)


def _sensitivity(section: SentryMetric) -> str | None:
    return (section.sensitivity or "medium") if section.detection == "dynamic" else None


def _filters(
    section: SentryMetric, identity: SignalIdentity, context: Context, to: Notified
) -> tuple[SentryFilter, ...]:
    found = actions(section, identity, context, to)
    if section.warning is None:
        return _filter("medium" if identity.milder else "high", found.all)
    if section.threshold is None:
        return _filter("medium", found.all)
    return _filter("high", found.urgent) + _filter("medium", found.messages)


def _filter(priority: Priority, actions: tuple[SentryAction, ...]) -> tuple[SentryFilter, ...]:
    if not actions:
        return ()
    conditions = (of_priority(priority), fallen_from(priority))
    return (SentryFilter(logic_type="any", conditions=conditions, actions=actions),)


def _resolve(section: SentryMetric) -> float | None:
    """Return where it is over: where it begins, if the config doesn't say."""
    return _number(section.resolve or section.warning or section.threshold, section)


def _number(threshold: Quantity | None, section: SentryMetric) -> float | None:
    """Return a threshold in Sentry's terms.

    Durations are milliseconds; rates a count in the window, or in the time that the aggregate
    itself is a rate of. A percentage of what Sentry computes as a fraction is a fraction; a change
    against the past is what it leaves of the past value, in percent.
    """
    if threshold is None:
        return None
    if section.detection == "percent":
        return share_of_then(threshold.value, section.comparison)
    if threshold.dimension == "duration":
        return threshold.value * _MILLISECONDS
    if threshold.dimension in {"rate", "data rate"}:
        return threshold.over(seconds_of_rate(section.aggregate) or section.time_window)
    if threshold.dimension == "percent" and is_fraction(section.aggregate):
        return threshold.value / _HUNDRED
    return threshold.value

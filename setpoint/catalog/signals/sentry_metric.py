"""`sentry_metric`: a Sentry metric monitor, and the alert that its issues feed.

A breach of `threshold` makes an issue of high priority, one of `warning` an issue of medium
priority. Pages go out for high priority only, messages for either; both also hear when the
priority falls again, so that what was opened is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from setpoint.catalog import conditions
from setpoint.catalog.model import SentryAlert, SentryCondition, SentryFilter, SentryMonitor
from setpoint.catalog.sentry import project_of
from setpoint.catalog.signals.sentry_actions import chat_actions, page_actions, told
from setpoint.catalog.signals.sentry_conditions import PRIORITIES

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.model import SentryAction
    from setpoint.catalog.signals.place import Place
    from setpoint.catalog.signals.sentry_actions import Notified
    from setpoint.config.model import SentryMetric, Service
    from setpoint.config.units import Quantity

# Minutes between two notifications about one issue.
FREQUENCY = 30
_COMPARISONS: Final[dict[str, Literal["gt", "lt", "outside"]]] = {
    ">": "gt",
    "<": "lt",
    "above": "gt",
    "below": "lt",
    "outside": "outside",
}
_EVENT_TYPES: Final = {
    "events": ("default", "error"),
    "transactions": ("transaction",),
    "generic_metrics": ("transaction",),
    "metrics": (),
    "events_analytics_platform": ("trace_item_span",),
}
_MILLISECONDS = 1000


def build(
    section: SentryMetric, place: Place, context: Context, to: Notified
) -> tuple[SentryMonitor, str]:
    """Return the monitor with its alert, and the condition."""
    name = place.naming.sentry(place.alert)
    service = context.config.services[place.service]
    monitor = SentryMonitor(
        name=name,
        description=told(place),
        project=project_of(section.project, service),
        owner=_owner(service, context),
        dataset=section.dataset,
        event_types=section.event_types or _EVENT_TYPES[section.dataset],
        aggregate=section.aggregate,
        query=section.query,
        time_window=section.time_window,
        environment=section.environment,
        detection_type=section.detection,
        comparison=_COMPARISONS[section.comparison],
        critical=_number(section.threshold, section.time_window),
        warning=_number(section.warning, section.time_window),
        resolve=_number(section.resolve, section.time_window),
        comparison_delta=section.comparison_delta,
        sensitivity=_sensitivity(section),
        enabled=place.enabled,
        alert=SentryAlert(
            name=name,
            project=None,
            environment=section.environment,
            frequency=FREQUENCY,
            triggers=(),
            filters=_filters(section, place, context, to),
            enabled=place.enabled,
        ),
    )
    return monitor, conditions.sentry_monitor(monitor)


def _sensitivity(section: SentryMetric) -> str | None:
    return (section.sensitivity or "medium") if section.detection == "dynamic" else None


def _filters(
    section: SentryMetric, place: Place, context: Context, to: Notified
) -> tuple[SentryFilter, ...]:
    pages = page_actions(to, place, context)
    messages = chat_actions(to, place, context)
    if section.warning is None:
        return _filter("high", (*pages, *messages))
    return _filter("high", pages) + _filter("medium", messages)


def _filter(priority: str, actions: tuple[SentryAction, ...]) -> tuple[SentryFilter, ...]:
    if not actions:
        return ()
    level = PRIORITIES[priority]
    rises = SentryCondition(type="issue_priority_greater_or_equal", comparison=level)
    falls = SentryCondition(type="issue_priority_deescalating", comparison=level)
    return (SentryFilter(logic_type="any-short", conditions=(rises, falls), actions=actions),)


def _number(threshold: Quantity | None, window: int) -> float | None:
    """Return a threshold in Sentry's terms: durations in milliseconds, rates a window."""
    if threshold is None:
        return None
    if threshold.dimension == "duration":
        return threshold.value * _MILLISECONDS
    if threshold.dimension in {"rate", "data rate"}:
        return threshold.over(window)
    return threshold.value


def _owner(service: Service, context: Context) -> str | None:
    """Return the service's team if Sentry has it too, which is for the teams of projects."""
    sentry = context.config.sentry
    projects = sentry.projects.values() if sentry else ()
    owning = {project.team for project in projects if not project.existing}
    return service.team if service.team in owning else None

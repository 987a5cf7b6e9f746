"""Monitors and alerts of today's Sentry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pulumi

from components.sentry.conditions import typed_condition
from components.sentry.resources import (
    ActionFilter,
    Alert,
    MetricMonitor,
    PagerDutyAction,
    SlackAction,
    get_monitor,
)

if TYPE_CHECKING:
    from components.sentry.place import SentryPlace
    from setpoint.catalog.model import SentryAction, SentryAlert, SentryFilter, SentryMonitor

_LOGIC = {"all": "all", "any-short": "any", "none": "none"}
_BAND_SIDE = {"gt": "above", "lt": "below", "outside": "above_and_below"}


def declare_monitor(key: str, monitor: SentryMonitor, place: SentryPlace) -> None:
    """Declare a metric monitor and the alert that its issues feed."""
    resource = MetricMonitor(
        key,
        organization=place.organization,
        project=place.project_slugs[monitor.project],
        name=monitor.name,
        description=monitor.description,
        enabled=monitor.enabled,
        owner=place.owner(monitor.owner),
        dataset=monitor.dataset,
        event_types=list(monitor.event_types) or None,
        aggregate=monitor.aggregate,
        query=monitor.query,
        time_window=monitor.time_window,
        environment=monitor.environment,
        detection_type=monitor.detection_type,
        opts=pulumi.ResourceOptions(parent=place.parent),
        **_detection(monitor),
    )
    _declare(key, monitor.alert, resource.id, place)


def _detection(monitor: SentryMonitor) -> dict[str, Any]:
    if monitor.detection_type == "dynamic":
        return {
            "threshold_type": _BAND_SIDE[monitor.comparison],
            "sensitivity": monitor.sensitivity,
        }
    return {
        "comparison": monitor.comparison,
        "critical": monitor.critical,
        "warning": monitor.warning,
        "resolve": monitor.resolve,
        "comparison_delta": monitor.comparison_delta,
    }


def declare_issue_alert(key: str, alert: SentryAlert, place: SentryPlace) -> None:
    """Declare an alert on the issues of a project, of whatever kind they are.

    Sentry feeds alerts from monitors only; it keeps one per project that passes every issue.
    """
    stream = get_monitor(
        organization=place.organization,
        project=place.project_slugs[str(alert.project)],
        type="issue_stream",
        opts=pulumi.InvokeOptions(parent=place.parent),
    )
    _declare(key, alert, stream.apply(lambda found: found.id), place)


def _declare(
    key: str, alert: SentryAlert, monitor_id: pulumi.Output[str], place: SentryPlace
) -> None:
    """Declare the alert; one that does nothing, as where nobody is to be told, is left out."""
    filters = [_filter(group, place) for group in alert.filters if group.actions]
    if not filters:
        return
    Alert(
        key,
        organization=place.organization,
        name=alert.name,
        enabled=alert.enabled,
        environment=alert.environment,
        frequency=alert.frequency,
        detector_ids=[monitor_id],
        triggers=[trigger.type for trigger in alert.triggers],
        action_filters=filters,
        opts=pulumi.ResourceOptions(parent=place.parent),
    )


def _filter(group: SentryFilter, place: SentryPlace) -> ActionFilter:
    return ActionFilter(
        logic_type=_LOGIC[group.logic_type],
        conditions=[typed_condition(condition, place) for condition in group.conditions],
        actions=[_action(action, place) for action in group.actions],
    )


def _action(action: SentryAction, place: SentryPlace) -> SlackAction | PagerDutyAction:
    """Return an action.

    Raises:
        ValueError: It is neither a page nor a message in Slack, or its integration has no name.
    """
    integrations, target = place.integrations, str(action.target)
    if action.type == "pagerduty" and integrations.pagerduty:
        row = integrations.services[target]
        return PagerDutyAction(
            integration_id=integrations.pagerduty,
            service_id=row.id,
            service_name=row.name,
            severity=action.options.get("priority"),
        )
    if action.type == "slack" and integrations.slack:
        return SlackAction(
            integration_id=integrations.slack,
            channel=target,
            channel_id=place.slack_channels.get(target),
            tags=action.options.get("tags"),
            notes=action.options.get("notes"),
        )
    raise ValueError(f"Sentry has no integration named for an action of type {action.type}")

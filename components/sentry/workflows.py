"""Alerts of today's Sentry, which its API calls workflows: what is done about which issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pulumi

from components.sentry.actions import typed_action
from components.sentry.conditions import typed_condition
from components.sentry.resources import ActionFilter, Alert, get_monitor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from components.sentry.context import SentryContext
    from setpoint.catalog.model import SentryAlert, SentryFilter

_STREAMS: Final = {"issues": "issue_stream", "errors": "error"}


def declare_own_alert(
    key: str, alert: SentryAlert, context: SentryContext, monitor_id: pulumi.Output[str]
) -> None:
    """Declare the alert that a monitor's issues feed."""
    _declare(key, alert, context, [monitor_id])


def declare_issue_alert(
    key: str,
    alert: SentryAlert,
    context: SentryContext,
    monitor_ids: Mapping[str, pulumi.Output[str]],
) -> None:
    """Declare an alert on the issues of a project, or of monitors of the config.

    Sentry feeds alerts from monitors only; it keeps one per project that passes every issue,
    and one that passes errors. Levels of one alert are one monitor.
    """
    fed_by = [
        _stream(alert, _STREAMS[name], context) if name in _STREAMS else monitor_ids[name]
        for name in alert.monitors
    ]
    _declare(key, alert, context, list({id(each): each for each in fed_by}.values()))


def _stream(alert: SentryAlert, kind: str, context: SentryContext) -> pulumi.Output[str]:
    stream = get_monitor(
        organization=context.organization,
        project=context.project_slugs[str(alert.project)],
        type=kind,
        opts=pulumi.InvokeOptions(parent=context.parent),
    )
    return stream.apply(lambda found: found.id)


def _declare(
    key: str, alert: SentryAlert, context: SentryContext, detector_ids: Sequence[pulumi.Output[str]]
) -> None:
    """Declare the alert; one that does nothing, as where nobody is to be told, is left out."""
    filters = [_filter(group, context) for group in alert.filters if group.actions]
    if not filters:
        return
    Alert(
        key,
        organization=context.organization,
        name=alert.name,
        enabled=alert.enabled,
        owner=context.owner(alert.owner),
        environment=alert.environment,
        frequency=alert.frequency,
        detector_ids=detector_ids,
        triggers=list(alert.triggers),
        seer_activities=list(alert.seer_activities) or None,
        action_filters=filters,
        opts=pulumi.ResourceOptions(parent=context.parent),
    )


def _filter(group: SentryFilter, context: SentryContext) -> ActionFilter:
    return ActionFilter(
        logic_type=group.logic_type,
        conditions=[typed_condition(condition, context) for condition in group.conditions],
        actions=[typed_action(action, context) for action in group.actions],
    )

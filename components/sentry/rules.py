"""Alerts of a self-hosted Sentry from before monitors: metric rules and issue rules.

The same catalog in the words of the older API (`api: rules`). What that API can't say is
refused when the config is checked; what reaches this module all the same is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pulumi
import pulumiverse_sentry as sentry

from components.sentry.rule_conditions import (
    is_frequency,
    old_filter,
    old_frequency,
    old_trigger,
)
from setpoint.catalog.signals.sentry_conditions import of_priority

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.sentry.context import SentryContext
    from setpoint.catalog.model import (
        SentryAction,
        SentryAlert,
        SentryCondition,
        SentryFilter,
        SentryMonitor,
    )

_ABOVE, _BELOW = 0, 1
_SECONDS_PER_MINUTE = 60


def declare_metric_rule(key: str, monitor: SentryMonitor, context: SentryContext) -> None:
    """Declare a metric rule with a trigger for each threshold.

    Raises:
        ValueError: The detection is not by fixed thresholds.
    """
    if monitor.detection_type != "static" or monitor.critical is None:
        raise ValueError(f"{key}: Sentry's old rules know fixed thresholds only")
    side = _ABOVE if monitor.comparison == "gt" else _BELOW
    sentry.SentryMetricAlert(
        key,
        organization=context.organization,
        project=context.project_slugs[monitor.project],
        name=monitor.name,
        owner=context.owner(monitor.owner),
        dataset=monitor.dataset,
        event_types=list(monitor.event_types),
        aggregate=monitor.aggregate,
        query=monitor.query,
        time_window=monitor.time_window // _SECONDS_PER_MINUTE,
        environment=monitor.environment,
        threshold_type=side,
        # Old rules are over where they begin of themselves, and refuse to be told so.
        resolve_threshold=None if monitor.resolve == _begin(monitor) else monitor.resolve,
        triggers=_triggers(monitor, monitor.critical, side, context),
        opts=pulumi.ResourceOptions(parent=context.parent),
    )


def _begin(monitor: SentryMonitor) -> float | None:
    return monitor.critical if monitor.warning is None else monitor.warning


def _triggers(
    monitor: SentryMonitor, critical: float, side: int, context: SentryContext
) -> list[sentry.SentryMetricAlertTriggerArgs]:
    """Return the triggers; a page belongs to the critical one, a message to both."""
    every = [(each, action) for each in monitor.alert.filters for action in each.actions]
    warned = [action for each, action in every if not _for_high_only(each)]
    grave = [action for each, action in every if each.logic_type != "none"]
    triggers = [("critical", critical, grave)]
    if monitor.warning is not None:
        triggers.append(("warning", monitor.warning, warned))
    return [
        sentry.SentryMetricAlertTriggerArgs(
            label=label,
            alert_threshold=threshold,
            threshold_type=side,
            actions=[_metric_action(action, context) for action in actions],
        )
        for label, threshold, actions in triggers
    ]


def _for_high_only(group: SentryFilter) -> bool:
    return group.logic_type != "none" and any(
        condition == of_priority("high") for condition in group.conditions
    )


def _metric_action(
    action: SentryAction, context: SentryContext
) -> sentry.SentryMetricAlertTriggerActionArgs:
    integrations = context.integrations
    if action.type == "email":
        return sentry.SentryMetricAlertTriggerActionArgs(
            type="email", target_type="user", target_identifier=context.user_id(str(action.target))
        )
    pages = action.type == "pagerduty"
    target = integrations.services[str(action.target)].id if pages else action.target
    return sentry.SentryMetricAlertTriggerActionArgs(
        type=action.type,
        target_type="specific",
        target_identifier=target,
        integration_id=integrations.of(action).apply(_number),
    )


def _number(identifier: str) -> int:
    """Return an id as the number the older API wants; a marker of an unknown one as it is."""
    return int(identifier) if identifier.isdecimal() else cast("int", identifier)


def declare_issue_rule(key: str, alert: SentryAlert, context: SentryContext) -> None:
    """Declare an issue rule.

    Raises:
        ValueError: More than one group of filters, or a condition that old rules don't have.
    """
    if len(alert.filters) != 1 or alert.project is None:
        raise ValueError(f"{key}: Sentry's old rules have one group of filters and a project")
    (group,) = alert.filters
    counted = [each for each in group.conditions if is_frequency(each)]
    others = [each for each in group.conditions if not is_frequency(each)]
    sentry.SentryIssueAlert(
        key,
        organization=context.organization,
        project=context.project_slugs[alert.project],
        name=alert.name,
        environment=alert.environment,
        frequency=alert.frequency,
        action_match=_action_match(key, alert.triggers, counted),
        conditions=[*map(old_trigger, alert.triggers), *map(old_frequency, counted)],
        filter_match=group.logic_type,
        filters=[old_filter(each) for each in others],
        actions=[_action(action, context) for action in group.actions],
        opts=pulumi.ResourceOptions(parent=context.parent),
    )


def _action_match(key: str, triggers: Sequence[str], counted: Sequence[SentryCondition]) -> str:
    """Return how "when" is joined: one list has to say "any trigger and every count"."""
    if len(triggers) > 1 and counted:
        raise ValueError(f"{key}: Sentry's old rules can't count events of several triggers")
    return "all" if counted else "any"


def _action(action: SentryAction, context: SentryContext) -> dict[str, pulumi.Input[str]]:
    if action.type == "email":
        return {
            "id": "sentry.mail.actions.NotifyEmailAction",
            "targetType": "Member",
            "targetIdentifier": context.user_id(str(action.target)),
        }
    options: dict[str, Any] = dict(action.options)
    integrations = context.integrations
    integration = integrations.of(action)
    if action.type == "pagerduty":
        return {
            "id": "sentry.integrations.pagerduty.notify_action.PagerDutyNotifyServiceAction",
            "account": integration,
            "service": integrations.services[str(action.target)].id,
            "severity": options["priority"],
        }
    return {
        "id": "sentry.integrations.slack.notify_action.SlackNotifyServiceAction",
        "workspace": integration,
        "channel": str(action.target),
        **{name: str(options[name]) for name in ("tags", "notes") if options.get(name)},
    }

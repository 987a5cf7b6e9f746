"""Event orchestration of a service: what each alert's events are worth.

CloudWatch's notifications carry no severity, so PagerDuty would hold each for critical. A
rule per alert sets it by the alarm's name: PagerDuty derives the incident's urgency from the
severity (critical and error page loudly, warning and info don't escalate), and a rule can
hand the incident to another escalation policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi
import pulumi_pagerduty as pagerduty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from setpoint.catalog.model import AlertOverride

_REGEX_CHARACTERS = frozenset(r".+*?()[]{}|^$\\")


def declare_orchestration(
    key: str,
    service_id: pulumi.Output[str],
    overrides: Sequence[AlertOverride],
    policy_ids: Mapping[str, pulumi.Output[str]],
    parent: pulumi.Resource,
) -> None:
    """Declare the service's orchestration with a rule for each alert."""
    pagerduty.EventOrchestrationService(
        key,
        service=service_id,
        enable_event_orchestration_for_service=True,
        sets=[
            pagerduty.EventOrchestrationServiceSetArgs(
                id="start", rules=[_rule(override, policy_ids) for override in overrides]
            )
        ],
        catch_all=pagerduty.EventOrchestrationServiceCatchAllArgs(
            actions=pagerduty.EventOrchestrationServiceCatchAllActionsArgs()
        ),
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _rule(
    override: AlertOverride, policy_ids: Mapping[str, pulumi.Output[str]]
) -> pagerduty.EventOrchestrationServiceSetRuleArgs:
    """Return a rule that matches when any of its conditions does."""
    escalation = override.escalation
    return pagerduty.EventOrchestrationServiceSetRuleArgs(
        label=override.alert,
        conditions=[
            pagerduty.EventOrchestrationServiceSetRuleConditionArgs(expression=expression)
            for name in override.match
            for expression in conditions(name)
        ],
        actions=pagerduty.EventOrchestrationServiceSetRuleActionsArgs(
            severity=override.severity,
            escalation_policy=policy_ids[escalation] if escalation else None,
        ),
    )


def conditions(name: str) -> tuple[str, str]:
    """Return the expressions that recognize an alarm's events (PagerDuty Condition Language).

    Amazon's integration keeps CloudWatch's message as custom details; other integrations of
    the same alert have the name in the summary. There it must stand alone, or the alarm
    `api-slow` would match the events of `api-slow-checkout`.
    """
    text = name.replace("\\", "\\\\").replace("'", "\\'")
    edge = "[^A-Za-z0-9_/-]"
    pattern = f"(^|{edge}){_literal(text)}({edge}|$)"
    return (
        f"event.custom_details.AlarmName matches '{text}'",
        f"event.summary matches regex '{pattern}'",
    )


def _literal(text: str) -> str:
    """Return a pattern for the text itself, with bracketed rather than escaped characters."""
    return "".join(f"[{c}]" if c in _REGEX_CHARACTERS else c for c in text)

"""Event orchestration of a service: what each alert's events are worth.

CloudWatch's notifications carry no severity, so PagerDuty would hold each for critical. A
rule per alert sets it by the alarm's name: PagerDuty derives the incident's urgency from the
severity (critical and error page loudly, warning and info don't escalate), and a rule can
hand the incident to another escalation policy. Where the urgency depends on support hours,
two rules follow each other, the first one for within them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pulumi_pagerduty as pagerduty

from components.identity import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pulumi

    from setpoint.catalog.model import AlertOverride, SupportHours

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
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
                id="start",
                rules=[rule for each in overrides for rule in _rules(each, policy_ids)],
            )
        ],
        catch_all=pagerduty.EventOrchestrationServiceCatchAllArgs(
            actions=pagerduty.EventOrchestrationServiceCatchAllActionsArgs()
        ),
        opts=named(parent),
    )


def _rules(
    override: AlertOverride, policy_ids: Mapping[str, pulumi.Output[str]]
) -> Iterator[pagerduty.EventOrchestrationServiceSetRuleArgs]:
    """Yield an alert's rule; by hours, one for within them and one for what that lets pass."""
    found = [each for name in override.match for each in conditions(name)]
    expressions = _narrowed(found, override)
    policy = policy_ids[override.escalation] if override.escalation else None
    outside = override.outside
    if outside is None:
        yield _rule(override.alert, expressions, override.severity, policy)
        return
    within = within_hours(outside.hours)
    timed = [f"{each} and {within}" for each in expressions]
    yield _rule(f"{override.alert} in support hours", timed, override.severity, policy)
    yield _rule(f"{override.alert} otherwise", expressions, outside.severity, policy)


def _rule(
    label: str, expressions: Sequence[str], severity: str, policy: pulumi.Output[str] | None
) -> pagerduty.EventOrchestrationServiceSetRuleArgs:
    """Return a rule that matches when any of its conditions does."""
    return pagerduty.EventOrchestrationServiceSetRuleArgs(
        label=label,
        conditions=[
            pagerduty.EventOrchestrationServiceSetRuleConditionArgs(expression=expression)
            for expression in expressions
        ],
        actions=pagerduty.EventOrchestrationServiceSetRuleActionsArgs(
            severity=severity, escalation_policy=policy
        ),
    )


def within_hours(hours: SupportHours) -> str:
    """Return the expression that holds within hours (PagerDuty Condition Language, schedules).

    Hours that end at or before their beginning last into the next day there, too.
    """
    days = ",".join(_DAYS[day - 1] for day in hours.days_of_week)
    times = f"{hours.start_time:%H:%M:%S} to {hours.end_time:%H:%M:%S}"
    return f"now in {days} {times} {hours.time_zone}"


def _narrowed(expressions: Sequence[str], override: AlertOverride) -> Sequence[str]:
    """Return the expressions for events of one severity, if the rule is for no others."""
    sent = override.only_sent
    if sent is None:
        return expressions
    return [f"{each} and event.severity matches '{sent}'" for each in expressions]


def conditions(name: str) -> tuple[str, str]:
    """Return the expressions that recognize an alarm's events (PagerDuty Condition Language).

    Amazon's integration keeps CloudWatch's message as custom details; other integrations of
    the same alert have the name in the summary. There it must stand alone, or the alarm
    `api-slow` would match the events of `api-slow-checkout`.
    """
    edge = "[^A-Za-z0-9_/-]"
    pattern = f"(^|{edge}){_literal(name)}({edge}|$)"
    return (
        f"event.custom_details.AlarmName matches '{_quoted(name)}'",
        f"event.summary matches regex '{_quoted(pattern)}'",
    )


def _quoted(text: str) -> str:
    """Return a text as it stands between single quotes."""
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _literal(text: str) -> str:
    """Return a pattern for the text itself, bracketed where a bracket can hold the character."""
    return "".join(_character(c) for c in text)


def _character(c: str) -> str:
    if c in "\\^":
        return f"\\{c}"
    return f"[{c}]" if c in _REGEX_CHARACTERS else c

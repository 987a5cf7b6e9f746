"""How urgent a service's incidents are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pulumi_pagerduty as pagerduty

if TYPE_CHECKING:
    from setpoint.catalog.model import SupportHours


def urgency_inputs(hours: SupportHours | None) -> dict[str, Any]:
    """Return the inputs of a service that decide the urgency of its incidents.

    Without support hours an incident is as urgent as its event is severe. With them it is
    urgent during the hours, not so outside, and becomes urgent when the hours begin: the one
    combination PagerDuty takes together with a scheduled action.
    """
    if hours is None:
        return {"incident_urgency_rule": _constant("severity_based")}
    return {
        "incident_urgency_rule": pagerduty.ServiceIncidentUrgencyRuleArgs(
            type="use_support_hours",
            during_support_hours=pagerduty.ServiceIncidentUrgencyRuleDuringSupportHoursArgs(
                type="constant", urgency="high"
            ),
            outside_support_hours=pagerduty.ServiceIncidentUrgencyRuleOutsideSupportHoursArgs(
                type="constant", urgency="low"
            ),
        ),
        "support_hours": _support_hours(hours),
        "scheduled_actions": [_urgent_when_hours_begin()],
    }


def _constant(urgency: str) -> pagerduty.ServiceIncidentUrgencyRuleArgs:
    return pagerduty.ServiceIncidentUrgencyRuleArgs(type="constant", urgency=urgency)


def _support_hours(hours: SupportHours) -> pagerduty.ServiceSupportHoursArgs:
    return pagerduty.ServiceSupportHoursArgs(
        type="fixed_time_per_day",
        time_zone=hours.time_zone,
        days_of_weeks=list(hours.days_of_week),
        start_time=hours.start_time.strftime("%H:%M:%S"),
        end_time=hours.end_time.strftime("%H:%M:%S"),
    )


def _urgent_when_hours_begin() -> pagerduty.ServiceScheduledActionArgs:
    return pagerduty.ServiceScheduledActionArgs(
        type="urgency_change",
        to_urgency="high",
        ats=[pagerduty.ServiceScheduledActionAtArgs(type="named_time", name="support_hours_start")],
    )

"""How urgent a service's incidents are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pulumi_pagerduty as pagerduty

if TYPE_CHECKING:
    from setpoint.catalog.model import PagerDutyService, SupportHours


def urgency_inputs(service: PagerDutyService) -> dict[str, Any]:
    """Return the inputs of a service that decide the urgency of its incidents.

    Without hours an incident is as urgent as its event is severe. With support hours it is
    urgent during them, not so outside, and becomes urgent when they begin: the one combination
    PagerDuty takes together with a scheduled action. With the hours of its alerts' pages it has
    the urgency of the hour at which it begins, and keeps it.
    """
    if service.support_hours is not None:
        begins = {"scheduled_actions": [_urgent_when_hours_begin()]}
        return {**_by_hours(service.support_hours, "high", "low"), **begins}
    if service.page_hours is not None:
        page = service.page_hours
        return _by_hours(page.hours, page.support_hours, page.otherwise)
    return {"incident_urgency_rule": _constant("severity_based")}


def _by_hours(hours: SupportHours, within: str, otherwise: str) -> dict[str, Any]:
    return {
        "incident_urgency_rule": pagerduty.ServiceIncidentUrgencyRuleArgs(
            type="use_support_hours",
            during_support_hours=pagerduty.ServiceIncidentUrgencyRuleDuringSupportHoursArgs(
                type="constant", urgency=within
            ),
            outside_support_hours=pagerduty.ServiceIncidentUrgencyRuleOutsideSupportHoursArgs(
                type="constant", urgency=otherwise
            ),
        ),
        "support_hours": _support_hours(hours),
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

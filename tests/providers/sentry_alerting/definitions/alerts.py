"""Alerts: triggers, frequencies, filters."""

from __future__ import annotations

from providers.sentry_alerting.limits import FREQUENCIES
from providers.sentry_alerting.vocabulary import ACTIVITIES, TRIGGERS
from tests.providers.sentry_alerting.definitions.definition import EMAIL, alert

ALERTS = (
    alert("empty trigger list", frequency=0, actionFilters=[{"actions": [EMAIL]}]),
    alert("no trigger", frequency=5, detectorIds=["880001"]),
    alert(
        "legacy triggers",
        {"triggers": ["first_seen_event"]},
        frequency=10,
        detectorIds=["880001"],
        triggers=["first_seen_event", "new_high_priority_issue"],
    ),
    *(alert(f"trigger {one}", {"triggers": []}, triggers=[one]) for one in TRIGGERS.values()),
    alert("analysis", {"seerActivities": ["pr_created"]}, seerActivities=list(ACTIVITIES)),
    *(alert(f"each {minutes}", {"enabled": False}, frequency=minutes) for minutes in FREQUENCIES),
    alert(
        "two filters",
        {"environment": "staging"},
        environment="production",
        owner="team:4101",
        detectorIds=["880002", "880001"],
        actionFilters=[
            {"logicType": "none", "conditions": [{"type": "latest_release"}], "actions": [EMAIL]},
            {"logicType": "all", "actions": [{"type": "plugin"}]},
        ],
    ),
)

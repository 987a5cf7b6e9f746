"""Alerts with every form of every type of action."""

from __future__ import annotations

from tests.providers.sentry_alerting.definitions.definition import acting

_PAGERDUTY = {"integrationId": "2002", "serviceId": "10999", "serviceName": "legacy-service"}
_OPSGENIE = {"integrationId": "2006", "teamId": "11000", "teamName": "shop-ops"}

ACTIONS = (
    acting(
        "email",
        {"targetType": "team", "targetId": "4101"},
        {"targetType": "team", "targetId": "4102"},
        {"targetType": "user", "targetId": "7001"},
        *(
            {"targetType": "issue_owners", "fallthroughType": who}
            for who in ("AllMembers", "ActiveMembers", "NoOne")
        ),
    ),
    acting(
        "slack",
        {
            "integrationId": "2001",
            "channel": "#alerts",
            "tags": "environment,level",
            "notes": "See <http://example.com|runbook>",
        },
        {"integrationId": "2001", "channel": "alerts-low", "channelId": "C0AAAAAAAAA"},
        {"integrationId": "2001", "channel": "#alerts-critical"},
        {"integrationId": "2001", "channel": "#alerts-low"},
        notes="Call somebody",
    ),
    acting(
        "pagerduty",
        *(
            {**_PAGERDUTY, "severity": one}
            for one in ("default", "critical", "error", "warning", "info")
        ),
        severity="critical",
    ),
    acting(
        "opsgenie",
        *({**_OPSGENIE, "priority": f"P{number}"} for number in range(1, 6)),
        priority="P2",
    ),
    acting(
        "discord",
        {"integrationId": "2005", "channelId": "123456789012345678", "tags": "environment, level"},
        {"integrationId": "2005", "channelId": "123456789012345679"},
        tags="level",
    ),
    acting(
        "msteams",
        {"integrationId": "2004", "teamId": "19:abc@thread.skype", "channel": "General"},
        {"integrationId": "2004", "teamId": "19:abc@thread.skype", "channel": "Alerts"},
        channel="Other",
    ),
    acting(
        "jira",
        {"integrationId": "2007", "project": "349719", "issueType": "1"},
        {"integrationId": "2007", "project": "349719", "issueType": "2"},
        issueType="3",
    ),
    acting(
        "jira_server",
        {"integrationId": "2008", "project": "10001", "issueType": "10002"},
        issueType="10003",
    ),
    acting(
        "vsts",
        {
            "integrationId": "2009",
            "project": "0389485",
            "workItemType": "Microsoft.VSTS.WorkItemTypes.Task",
        },
        project="0389486",
    ),
    acting(
        "github",
        {
            "integrationId": "2003",
            "repository": "shop",
            "assignee": "ana",
            "labels": ["bug", "sentry"],
        },
        {"integrationId": "2003", "repository": "shop"},
        {"integrationId": "2003", "repository": "shop", "assignee": "ana", "labels": ["bug"]},
        labels=["bug"],
        assignee="bo",
    ),
    acting("github_enterprise", {"integrationId": "2010", "repository": "shop"}, repository="web"),
    acting(
        "sentry_app",
        {
            "sentryAppId": "5150",
            "settings": [
                {"name": "title", "value": "Incident"},
                {"name": "team", "value": "42", "label": "Shop"},
            ],
        },
        {"sentryAppId": "5151"},
        settings=[{"name": "title", "value": "Outage"}],
    ),
    acting("webhook", {"service": "acme-webhook-1a2b3c"}, {"service": "webhooks"}, service="other"),
    acting("plugin", {}),
)

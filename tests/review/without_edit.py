"""Fields of which no edit is valid in `every_config.yaml`, and why; a new field gets an edit."""

from __future__ import annotations

from typing import Final

_BY_REASON: Final = {
    "one of a choice: without it nothing is left to choose, and each has edits of its own fields": (
        """
        Action.discord Action.github Action.github_enterprise Action.jira Action.jira_server
        Action.msteams Action.opsgenie Action.pagerduty Action.plugin Action.sentry_app
        Action.slack Action.vsts Action.webhook Alert.cloudwatch Alert.cloudwatch_anomaly
        Alert.cloudwatch_logs Alert.cloudwatch_math Alert.composite Alert.http_check
        Alert.prometheus Alert.sentry_cron Alert.sentry_issue Alert.sentry_metric
        Alert.sentry_uptime Assertion.json_path Assertion.status_code Child.cloudwatch
        Child.cloudwatch_anomaly Child.cloudwatch_logs Child.cloudwatch_math Child.http_check
        Condition.age_comparison Condition.assigned_to Condition.event_attribute
        Condition.event_frequency_count Condition.event_frequency_percent
        Condition.event_unique_user_frequency_count Condition.issue_category
        Condition.issue_occurrences Condition.issue_priority_deescalating
        Condition.issue_priority_greater_or_equal Condition.issue_type
        Condition.latest_adopted_release Condition.latest_release Condition.level
        Condition.percent_sessions_count Condition.percent_sessions_percent Target.group
        Target.schedule Ticket.github Ticket.github_enterprise Ticket.jira Ticket.jira_server
        Ticket.vsts Widget.alarms Widget.bar Widget.gauge Widget.graph Widget.logs Widget.number
        Widget.pie
        """
    ),
    "needed by what names it or stands below it, which has edits of its own": (
        """
        CloudWatchAnomaly.metrics CloudWatchLogs.metric CloudWatchMath.metrics
        Config.escalations Config.groups Config.people Config.prometheus Config.queries
        Config.schedules Config.sentry Config.severities Config.slack Config.teams
        Config.templates Config.webhooks Escalation.rules Schedule.layers Sentry.integrations
        Sentry.projects Slack.channels
        """
    ),
    "ARNs, none of which is among the values tried; `states` takes those of CloudWatch away": (
        """
        CloudWatchAnomaly.insufficient_data_actions CloudWatchAnomaly.ok_actions
        CloudWatchLogs.insufficient_data_actions CloudWatchLogs.ok_actions
        CloudWatchMath.insufficient_data_actions CloudWatchMath.ok_actions
        Composite.insufficient_data_actions Composite.ok_actions
        HttpCheck.insufficient_data_actions HttpCheck.ok_actions
        """
    ),
    "must fit what stands around it in one certain way, which no value tried does": (
        """
        Alert.levels Alert.template Alert.with AssignedTo.target CloudWatchAnomaly.expression
        CloudWatchAnomaly.expressions CloudWatchLogs.dimensions CloudWatchMath.expression
        Composite.rule Composite.suppressed_by Digest.projects LogMetric.dimensions
        LogsWidget.query SentryMail.issue_owners SentryMetric.aggregate Template.alert
        Template.defaults Template.parameters
        """
    ),
    "no value tried has its form": (
        """
        Override.end Override.start
        """
    ),
}
WITHOUT_EDIT: Final[dict[str, str]] = {
    name: reason for reason, names in _BY_REASON.items() for name in names.split()
}

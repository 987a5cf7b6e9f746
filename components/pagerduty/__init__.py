"""PagerDuty: people, schedules, escalation policies, services."""

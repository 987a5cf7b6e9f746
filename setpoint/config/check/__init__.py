"""What no section can know by itself: references and the vendors' rules, one file a concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check import (
    alarm_states,
    choices,
    composite,
    dashboards,
    digests,
    hours,
    levels,
    log_groups,
    oncall,
    ownership,
    prometheus,
    recipients,
    references,
    regions,
    routing,
    rule_templates,
    runbooks,
    sentry_actions,
    sentry_names,
    sentry_projects,
    sentry_rules,
    signals,
    tags,
    templates,
    uniqueness,
)

if TYPE_CHECKING:
    from setpoint.config.project import Project
    from setpoint.config.validation import Draft
    from setpoint.config.validation.draft import Mistake

_CHECKS = (
    choices.check,
    references.check,
    uniqueness.check,
    oncall.check,
    routing.check,
    recipients.check,
    alarm_states.check,
    hours.check,
    tags.check,
    signals.check,
    log_groups.check,
    prometheus.check_settings,
    rule_templates.check,
    composite.check,
    regions.check,
    sentry_projects.check,
    ownership.check,
    sentry_names.check,
    sentry_actions.check,
    sentry_rules.check,
    dashboards.check,
    digests.check,
    templates.check,
    levels.check,
)


def check(draft: Draft, project: Project) -> list[Mistake]:
    """Everything that is wrong with what is valid by itself."""
    found = [mistake for check_one in _CHECKS for mistake in check_one(draft)]
    return [*found, *runbooks.check(draft, project)]

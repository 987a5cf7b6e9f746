"""`sentry_issue`: a Sentry alert on the issues of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.sentry_alerting.vocabulary import TRIGGERS
from setpoint.catalog.model import SentryAlert, SentryFilter
from setpoint.catalog.sentry import project_of
from setpoint.catalog.sentry_owners import named_owner
from setpoint.catalog.sentry_words import alert_condition
from setpoint.catalog.signals.sentry_actions import actions, extra_actions
from setpoint.catalog.signals.sentry_conditions import build_condition

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.catalog.signals.sentry_actions import Notified
    from setpoint.config.model import SentryIssue

_MINUTE = 60


def build(
    section: SentryIssue, identity: SignalIdentity, context: Context, to: Notified
) -> tuple[SentryAlert, str]:
    """Return the alert and its condition."""
    shared = actions(section, identity, context, to).all
    service = context.config.services[identity.service]
    alert = SentryAlert(
        name=section.name or identity.naming.sentry(identity.alert),
        project=project_of(section.project, service),
        environment=section.environment,
        frequency=section.frequency // _MINUTE,
        triggers=tuple(TRIGGERS[each] for each in section.triggers),
        seer_activities=section.seer_activities,
        filters=tuple(
            SentryFilter(
                logic_type=each.match,
                conditions=tuple(build_condition(condition) for condition in each.conditions),
                actions=(*shared, *extra_actions(each.actions)),
            )
            for each in section.filters
        )
        or (SentryFilter(logic_type="all", conditions=(), actions=shared),),
        enabled=identity.enabled,
        monitors=tuple(
            each for name in section.monitors for each in context.loaded.levels.named(name)
        ),
        owner=named_owner(section.owner, context) if section.owner else None,
    )
    return alert, alert_condition(alert)

"""What Sentry's monitors have in common: name, text, owner; and the alert of some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from providers.sentry_alerting.vocabulary import TRIGGERS
from setpoint.catalog.model import SentryAlert, SentryFilter
from setpoint.catalog.sentry import project_of
from setpoint.catalog.sentry_owners import named_owner
from setpoint.catalog.signals.sentry_actions import actions, told

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.catalog.signals.sentry_actions import Notified
    from setpoint.config.model import SentryMonitorSignal, Service

# A problem begins, begins again, or is over.
_TRIGGERS: Final = (TRIGGERS["first_seen"], TRIGGERS["regression"], TRIGGERS["resolved"])
STATE_FREQUENCY: Final = 0
"""Minutes between two notifications about one issue of a monitor.

Sentry takes an action again for an issue only after so many minutes, and the end of a problem is
no exception (`process_workflow_action_group_statuses` in
src/sentry/workflow_engine/processors/action.py): anything above zero keeps a page open when the
problem is shorter. A monitor says something only when its issue's state changes, so that there is
nothing to hold back.
"""


def common(
    section: SentryMonitorSignal, identity: SignalIdentity, context: Context
) -> dict[str, Any]:
    """Return the fields that every monitor has but for its alert."""
    service = context.config.services[identity.service]
    return {
        "name": section.name or identity.naming.sentry(identity.shared),
        "description": told(identity) if section.description is None else section.description,
        "project": project_of(section.project, service),
        "owner": _owner(section, service, context),
        "enabled": identity.enabled,
    }


def state_alert(
    section: SentryMonitorSignal, identity: SignalIdentity, context: Context, to: Notified
) -> SentryAlert:
    """Return the alert of a monitor that knows fine and broken only.

    It acts when an issue opens and when it is resolved, and at no other time.
    """
    found = actions(section, identity, context, to).all
    filters = (SentryFilter(logic_type="all", conditions=(), actions=found),) if found else ()
    return SentryAlert(
        name=section.alert_name or section.name or identity.naming.sentry(identity.shared),
        project=None,
        environment=None,
        frequency=STATE_FREQUENCY,
        triggers=_TRIGGERS,
        filters=filters,
        enabled=identity.enabled,
    )


def _owner(section: SentryMonitorSignal, service: Service, context: Context) -> str | None:
    """Return who is named; else the service's team if it is made in Sentry for a project."""
    if section.owner is not None:
        return named_owner(section.owner, context)
    sentry = context.config.sentry
    projects = sentry.projects.values() if sentry else ()
    owning = {project.team for project in projects if not project.existing}
    return service.team if service.team in owning else None

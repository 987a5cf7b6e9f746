"""Every route of the emulator, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.sentry import (
    cron_monitors,
    detectors,
    integrations,
    issue_rules,
    keys,
    members,
    metric_rules,
    organizations,
    ownership,
    projects,
    teams,
    telemetry,
    workflows,
)
from sandbox.sentry.drill import endpoints

if TYPE_CHECKING:
    from sandbox.sentry.call import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *organizations.ENDPOINTS,
    *teams.ENDPOINTS,
    *projects.ENDPOINTS,
    *keys.ENDPOINTS,
    *members.ENDPOINTS,
    *integrations.ENDPOINTS,
    *detectors.ENDPOINTS,
    *workflows.ENDPOINTS,
    *cron_monitors.ENDPOINTS,
    *ownership.ENDPOINTS,
    *issue_rules.ENDPOINTS,
    *metric_rules.ENDPOINTS,
    *telemetry.ENDPOINTS,
    *endpoints.ENDPOINTS,
)

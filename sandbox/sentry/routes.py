"""Every route of the emulator, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.sentry import (
    cron_monitors,
    detectors,
    integrations,
    keys,
    members,
    organizations,
    projects,
    teams,
    workflows,
)

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
)

"""The check `paging/resolves-itself`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.destinations import UNENDING
from setpoint.config.units import write_duration
from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("paging/resolves-itself", "warning")
def paging_resolves_itself(environment: Environment, project: Project) -> Iterator[Remark]:
    """Incidents resolve themselves while the alarm is still on."""
    catalog = environment.catalog
    paging = (alert for alert in catalog.alerts.values() if alert.route.pagerduty_service)
    ending = {alert.service for alert in paging if alert.kind not in UNENDING}
    services = {each.service: each for each in catalog.pagerduty_services.values()}
    for key, service in services.items():
        if service.auto_resolve_timeout is not None and key in ending:
            timeout = write_duration(service.auto_resolve_timeout)
            yield (
                ("services", key, "auto_resolve_timeout"),
                (
                    f"{timeout} after its start an incident resolves although its alarm"
                    " may be on; write never"
                ),
            )

"""The check `paging/resolves-itself`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units import write_duration
from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("paging/resolves-itself", "warning")
def paging_resolves_itself(environment: Environment, project: Project) -> Iterator[Remark]:
    """Incidents resolve themselves while the alarm is still on."""
    for name, service in environment.catalog.pagerduty_services.items():
        if service.auto_resolve_timeout is not None:
            timeout = write_duration(service.auto_resolve_timeout)
            yield (
                ("services", name, "auto_resolve_timeout"),
                (
                    f"{timeout} after its start an incident resolves although its alarm"
                    " may be on; write never"
                ),
            )

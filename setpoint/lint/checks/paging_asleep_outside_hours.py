"""The check `paging/asleep-outside-hours`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("paging/asleep-outside-hours", "info")
def paging_asleep_outside_hours(environment: Environment, project: Project) -> Iterator[Remark]:
    """Critical alerts wake nobody outside the support hours."""
    for name, service in environment.catalog.pagerduty_services.items():
        urgent = [
            each.alert
            for each in service.overrides
            if each.urgency == "high" and each.outside is None
        ]
        if service.support_hours is not None and urgent:
            yield (
                ("services", name, "support_hours"),
                f"outside them {urgent[0]} is of low urgency and waits for the morning",
            )

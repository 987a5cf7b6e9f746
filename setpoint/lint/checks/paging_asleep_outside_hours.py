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
    urgent: dict[str, str] = {}
    for alert in environment.catalog.alerts.values():
        by_hours = alert.route.page_hours
        if alert.route.page == "high" and by_hours and by_hours.by_service:
            urgent.setdefault(alert.service, alert.id)
    for service, alert_id in urgent.items():
        yield (
            ("services", service, "support_hours"),
            f"outside them {alert_id} is of low urgency and waits for the morning",
        )

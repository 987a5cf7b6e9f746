"""The check `route/critical-without-page`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("route/critical-without-page", "error")
def route_critical_without_page(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """A critical alert pages nobody in an environment that pages."""
    config = environment.loaded.config
    severity = config.severities[alert.severity]
    said = config.services[alert.service].alerts[alert.name].page is not None
    grave = alert.severity == "critical" or severity.pagerduty_severity == "critical"
    if (
        grave
        and environment.routed(alert)
        and environment.catalog.paging
        and alert.enabled
        and alert.route.page is None
        and not said  # `page: never` on the alert itself is meant
    ):
        yield (
            ("severity",),
            f"{alert.severity}, but nobody is paged; give the severity or the alert a page",
        )

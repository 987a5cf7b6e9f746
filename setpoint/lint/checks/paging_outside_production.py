"""The check `paging/outside-production`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.naming import PRODUCTION
from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("paging/outside-production", "warning")
def paging_outside_production(environment: Environment, project: Project) -> Iterator[Remark]:
    """An environment other than prod wakes people."""
    catalog = environment.catalog
    paged = [alert.id for alert in catalog.alerts.values() if alert.route.page and alert.enabled]
    if catalog.environment != PRODUCTION and paged:
        told = f"true: alerts that page from {environment.name}: {len(paged)}"
        yield ("paging",), f"{told}, the first {paged[0]}"

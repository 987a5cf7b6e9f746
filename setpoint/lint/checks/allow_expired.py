"""The check `allow/expired`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import allowance_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Allowance
    from setpoint.lint.project import Project


@allowance_check("allow/expired", "warning")
def allow_expired(allowance: Allowance, project: Project) -> Iterator[str]:
    """What was allowed for a time counts again."""
    if allowance.until <= project.today:
        told = f"{allowance.check} was allowed until {allowance.until} ({allowance.reason})"
        yield f"{told}; set it right, or give it a new day, {allowance.owner}"

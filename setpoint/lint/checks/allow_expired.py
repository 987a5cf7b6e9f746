"""The check `allow/expired`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AllowanceCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Allowance
    from setpoint.lint.project import Project


class AllowExpired(AllowanceCheck):
    """What was allowed for a time counts again."""

    name = "allow/expired"
    severity = "warning"
    summary = "What was allowed for a time counts again"

    def look(self, allowance: Allowance, project: Project) -> Iterator[str]:
        """Yield what is wrong."""
        if allowance.until <= project.today:
            told = f"{allowance.check} was allowed until {allowance.until} ({allowance.reason})"
            yield f"{told}; set it right, or give it a new day, {allowance.owner}"

"""The check `allow/too-long`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from setpoint.lint.check import AllowanceCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Allowance
    from setpoint.lint.project import Project

_YEAR = timedelta(days=366)


class AllowTooLong(AllowanceCheck):
    """Something is allowed for more than a year."""

    name = "allow/too-long"
    severity = "info"
    summary = "Something is allowed for more than a year"

    def look(self, allowance: Allowance, project: Project) -> Iterator[str]:
        """Yield what is wrong."""
        if allowance.until - project.today > _YEAR:
            yield f"{allowance.check} until {allowance.until}; look again within a year"

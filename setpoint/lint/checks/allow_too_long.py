"""The check `allow/too-long`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from setpoint.lint.check import allowance_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Allowance
    from setpoint.lint.project import Project

_YEAR = timedelta(days=366)


@allowance_check("allow/too-long", "info")
def allow_too_long(allowance: Allowance, project: Project) -> Iterator[str]:
    """Something is allowed for more than a year."""
    if allowance.until - project.today > _YEAR:
        yield f"{allowance.check} until {allowance.until}; look again within a year"

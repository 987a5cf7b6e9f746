"""The check `allow/unknown-check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.lint.check import AllowanceCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Allowance
    from setpoint.lint.project import Project


class AllowUnknownCheck(AllowanceCheck):
    """There is no check of the allowed name."""

    name = "allow/unknown-check"
    severity = "error"
    summary = "There is no check of the allowed name"

    def look(self, allowance: Allowance, project: Project) -> Iterator[str]:
        """Yield what is wrong."""
        if allowance.check not in project.checks:
            close = nearest(allowance.check, project.checks)
            hint = f"; did you mean {close}?" if close else ""
            yield f"there is no check {allowance.check}{hint}"

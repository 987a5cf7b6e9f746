"""The check `allow/unknown-check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.lint.check import allowance_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Allowance
    from setpoint.lint.project import Project


@allowance_check("allow/unknown-check", "error")
def allow_unknown_check(allowance: Allowance, project: Project) -> Iterator[str]:
    """There is no check of the allowed name."""
    if allowance.check not in project.checks:
        close = nearest(allowance.check, project.checks)
        hint = f"; did you mean {close}?" if close else ""
        yield f"there is no check {allowance.check}{hint}"

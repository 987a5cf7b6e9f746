"""The check `allow/unused`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import project_check

if TYPE_CHECKING:
    from setpoint.config.path import Path
    from setpoint.lint.project import Environment, Project


# Only whoever runs the other checks can tell: `setpoint.lint.allowed`.
@project_check("allow/unused", "warning")
def allow_unused(project: Project) -> tuple[tuple[Environment, Path, str], ...]:
    """What is allowed here does not occur any more."""
    return ()

"""allow/unused: an allowance covers nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.finding import Finding
    from setpoint.lint.project import Project


class AllowUnused(Check):
    """What is allowed does not occur; `setpoint.lint.allowed` knows once all checks have run."""

    name = "allow/unused"
    severity = "warning"
    summary = "What is allowed here does not occur any more"

    def judge(self, project: Project) -> Iterator[Finding]:
        """Yield nothing: only whoever runs the other checks can tell."""
        del project
        return iter(())

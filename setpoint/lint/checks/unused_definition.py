"""The check `unused/definition`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import EnvironmentCheck
from setpoint.lint.usage import unused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class UnusedDefinition(EnvironmentCheck):
    """An escalation, person, template or the like is defined and used by nothing."""

    name = "unused/definition"
    severity = "info"
    summary = "An escalation, person, template or the like is defined and used by nothing"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        for section, name in unused(environment.loaded):
            yield (section, name), f"nothing uses {name}; delete it"

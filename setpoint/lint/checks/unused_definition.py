"""The check `unused/definition`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check
from setpoint.lint.usage import unused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("unused/definition", "info")
def unused_definition(environment: Environment, project: Project) -> Iterator[Remark]:
    """An escalation, person, template or the like is defined and used by nothing."""
    for section, name in unused(environment.loaded):
        yield (section, name), f"nothing uses {name}; delete it"

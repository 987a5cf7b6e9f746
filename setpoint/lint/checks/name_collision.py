"""The check `name/collision`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import ProjectCheck
from setpoint.lint.names import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.lint.project import Environment, Project


class NameCollision(ProjectCheck):
    """Two environments make two things of one name in one account."""

    name = "name/collision"
    severity = "error"
    summary = "Two environments make two things of one name in one account"

    def look(self, project: Project) -> Iterator[tuple[Environment, Path, str]]:
        """Yield what is wrong."""
        owners: dict[tuple[str, str], tuple[str, str]] = {}
        for name, environment in project.environments.items():
            for kind, made, path in names_of(environment):
                key = (kind, made.lower())
                first = owners.setdefault(key, (name, made))
                if first[0] != name:
                    message = f"the {kind} {made} is also made by {first[0]}; rename one of them"
                    yield environment, path, message

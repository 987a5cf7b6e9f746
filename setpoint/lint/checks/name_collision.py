"""The check `name/collision`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import project_check
from setpoint.lint.names import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.lint.project import Environment, Project


@project_check("name/collision", "error")
def name_collision(project: Project) -> Iterator[tuple[Environment, Path, str]]:
    """Two environments make two things of one name in one account."""
    owners: dict[tuple[str, str], tuple[str, str]] = {}
    for name, environment in project.environments.items():
        for kind, made, path in names_of(environment):
            key = (kind, made.lower())
            first = owners.setdefault(key, (name, made))
            if first[0] != name:
                message = f"the {kind} {made} is also made by {first[0]}; rename one of them"
                yield environment, path, message

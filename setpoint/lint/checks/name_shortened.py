"""The check `name/shortened`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check
from setpoint.lint.names import LIMITS, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project

_DIGEST = re.compile(r".*-[0-9a-f]{8}")


@environment_check("name/shortened", "info")
def name_shortened(environment: Environment, project: Project) -> Iterator[Remark]:
    """A name is longer than its vendor takes and ends in a digest."""
    for kind, name, path in names_of(environment):
        limit = LIMITS[kind]
        if len(name) == limit and _DIGEST.fullmatch(name):
            yield (
                path,
                (
                    f"the {kind}'s name is cut to {limit} characters and ends in"
                    f" {name[-8:]}; shorten it"
                ),
            )

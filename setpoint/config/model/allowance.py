"""Findings of `setpoint lint` that somebody accepts, for a time."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from setpoint.config.model.section import Section
from setpoint.config.model.types import Date, Items, Line, OwnerRef
from setpoint.config.model.types.pattern import shaped

CheckName: TypeAlias = Annotated[
    str,
    *shaped(
        r"[a-z]+(?:-[a-z]+)*/[a-z]+(?:-[a-z]+)*",
        "a check's name",
        "write one such as threshold/unreachable",
    ),
]


class Allowance(Section):
    """One check that stays quiet here until a day; from then on it counts again."""

    check: CheckName
    """Name of the check, as `setpoint lint` prints it."""
    reason: Line
    """Why the finding is right and the config shall stay as it is."""
    owner: OwnerRef
    """Id of the person or team that will look at it again."""
    until: Date
    """The first day on which the finding counts again."""


Allowances: TypeAlias = Items[Allowance]

"""A finding that the config accepts until a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from setpoint.config.value import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A check that stays quiet for a part of the config.

    Attributes:
        scope: `service/alert`, a service's id, or empty for the whole environment.
        owner: Id of a team or person.
        until: The first day on which the check counts again.
    """

    check: str
    scope: str
    reason: str
    owner: str
    until: date
    origin: Origin

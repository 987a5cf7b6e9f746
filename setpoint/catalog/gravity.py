"""How grave a severity is beside others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.model import most_urgent, shortest

if TYPE_CHECKING:
    from setpoint.config import model as config

_PAGES: Final = {"high": 0, "low": 1, None: 2}
_NEVER: Final = float("inf")


def rank(severity: config.Severity) -> tuple[int, float]:
    """Return what sorts the gravest first: the urgency of the page, then the time to respond.

    The severity counts, whether or not an environment pages.
    """
    return (_PAGES[most_urgent(severity.page)], shortest(severity.respond_within) or _NEVER)

"""How grave an alert is beside others: the urgency of the page, then the time to respond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.model import most_urgent, shortest

if TYPE_CHECKING:
    from setpoint.catalog.model import Alert
    from setpoint.lint.project import Environment

_PAGES = {"high": 0, "low": 1, None: 2}
_NEVER = float("inf")


def rank(alert: Alert, environment: Environment) -> tuple[int, float]:
    """Return what sorts the gravest first; alerts of one severity rank alike.

    The severity counts, whether or not the environment pages.
    """
    severity = environment.loaded.config.severities[alert.severity]
    return (_PAGES[most_urgent(severity.page)], shortest(severity.respond_within) or _NEVER)

"""How grave an alert is beside others: the urgency of the page, then the time to respond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog import gravity

if TYPE_CHECKING:
    from setpoint.catalog.model import Alert
    from setpoint.lint.project import Environment


def rank(alert: Alert, environment: Environment) -> tuple[int, float]:
    """Return what sorts the gravest first; alerts of one severity rank alike.

    The severity counts, whether or not the environment pages.
    """
    severity = environment.loaded.config.severities[alert.severity]
    return gravity.rank(severity)

"""Names that must be unique in an account and came out alike.

CloudWatch overwrites an alarm of the same name without a word, so this is an error here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Alert


def refuse_collisions(alerts: Mapping[str, Alert], context: Context) -> None:
    """Note every alert whose alarms are called like those of an earlier one."""
    owners: dict[str, str] = {}
    for alert in alerts.values():
        for name in alert.signal.unique_names(alert.service):
            owner = owners.setdefault(name, alert.id)
            if owner != alert.id:
                context.refuse(
                    alert.path,
                    f"it would be called {name}, like that of {owner}; rename one of them",
                )

"""The check `owner/outside-team`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("owner/outside-team", "warning")
def owner_outside_team(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """The owner is a person who is in no team."""
    config = environment.loaded.config
    if alert.owner in config.people and alert.owner not in config.teams:
        teams = config.teams.values()
        if not any(alert.owner in team.people or alert.owner == team.manager for team in teams):
            yield (
                ("owner",),
                f"{alert.owner} is in no team; name a team, or somebody who is in one",
            )

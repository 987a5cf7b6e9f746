"""The check `severity/fast-without-page`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.model import shortest
from setpoint.config.units import write_duration
from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project

_FAST = 900


@environment_check("severity/fast-without-page", "warning")
def severity_fast_without_page(environment: Environment, project: Project) -> Iterator[Remark]:
    """A severity promises an answer within minutes and pages nobody."""
    used = {alert.severity for alert in environment.catalog.alerts.values()}
    for name, severity in environment.loaded.config.severities.items():
        if not environment.catalog.paging or name not in used or severity.page is not None:
            continue
        promise = shortest(severity.respond_within)
        if promise is not None and promise <= _FAST:
            promised = write_duration(promise)
            yield (
                ("severities", name, "respond_within"),
                f"{promised}, but nobody is paged; a channel is read later",
            )

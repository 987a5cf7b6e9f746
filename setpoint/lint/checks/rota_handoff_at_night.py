"""The check `rota/handoff-at-night`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import EnvironmentCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project

_MORNING, _EVENING = 6, 22


class RotaHandoffAtNight(EnvironmentCheck):
    """Shifts change at night."""

    name = "rota/handoff-at-night"
    severity = "info"
    summary = "Shifts change at night"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        for name, schedule in environment.loaded.config.schedules.items():
            if name not in environment.catalog.schedules:
                continue
            for place, layer in enumerate(schedule.layers):
                if not _MORNING <= layer.handoff.time.hour < _EVENING:
                    yield (
                        ("schedules", name, "layers", place, "handoff"),
                        (
                            f"{layer.handoff.time:%H:%M}: who hands over and who takes over"
                            " should be awake"
                        ),
                    )

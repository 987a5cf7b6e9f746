"""The check `rota/handoff-at-night`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project

_MORNING, _EVENING = 6, 22


@environment_check("rota/handoff-at-night", "info")
def rota_handoff_at_night(environment: Environment, project: Project) -> Iterator[Remark]:
    """Shifts change at night."""
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

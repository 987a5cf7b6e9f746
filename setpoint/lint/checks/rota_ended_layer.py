"""The check `rota/ended-layer`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("rota/ended-layer", "info")
def rota_ended_layer(environment: Environment, project: Project) -> Iterator[Remark]:
    """A layer has ended and does nothing any more."""
    for name, schedule in environment.loaded.config.schedules.items():
        for place, layer in enumerate(schedule.layers):
            if layer.end is not None and layer.end < project.today:
                message = f"ended on {layer.end}; delete the layer"
                yield ("schedules", name, "layers", place, "end"), message

"""The check `logs/shared-metric`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import LogMetric
from setpoint.lint.check import project_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.lint.project import Environment, Project


@project_check("logs/shared-metric", "error")
def logs_shared_metric(project: Project) -> Iterator[tuple[Environment, Path, str]]:
    """Two log filters count into the same metric."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for name, environment in project.environments.items():
        for alarm in environment.alarms:
            signal = alarm.signal
            if not isinstance(signal, LogMetric):
                continue
            key = (signal.metric_namespace, signal.metric_name)
            mine = (alarm.alert.level_of or alarm.alert.id, name)
            other = first.setdefault(key, mine)
            if other != mine:
                told = other[0] if other[1] == name else f"{other[0]} of {other[1]}"
                message = f"{'/'.join(key)} is also what {told} counts into; both see the sum"
                yield environment, (*alarm.path, "metric", "name"), message

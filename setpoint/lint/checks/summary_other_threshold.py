"""The check `summary/other-threshold`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.catalog.naming import PRODUCTION
from setpoint.lint.check import EnvironmentCheck
from setpoint.lint.thresholds import threshold_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent\b)")


class SummaryOtherThreshold(EnvironmentCheck):
    """The summary names a percentage that is not the threshold."""

    name = "summary/other-threshold"
    severity = "warning"
    summary = "The summary names a percentage that is not the threshold"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        if environment.name != PRODUCTION:
            return
        limits: dict[str, set[float]] = {}
        for alarm in environment.alarms:
            threshold = threshold_of(alarm)
            known = limits.setdefault(alarm.alert.id, set())
            if threshold is not None and alarm.judging.threshold_unit == "Percent":  # type: ignore[union-attr]
                known |= {threshold, round(100 - threshold, 6)}
        for alert in environment.catalog.alerts.values():
            told = [float(each) for each in _PERCENT.findall(alert.summary)]
            known = limits.get(alert.id, set())
            if told and known and not known & set(told):
                listed = " or ".join(f"{each:g}%" for each in sorted(known)[-2:][::-1])
                yield (
                    (*environment.path_of(alert), "summary"),
                    f"says {told[0]:g} %, but the threshold is another ({listed})",
                )

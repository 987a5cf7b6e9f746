"""The check `summary/other-threshold`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.catalog.naming import PRODUCTION
from setpoint.lint.check import environment_check
from setpoint.lint.thresholds import threshold_of
from setpoint.metrics import FRACTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project

# Only what stands beside a comparison is meant as one.
_LIMIT = re.compile(
    r"(?:above|below|over|under|than|exceeds?|reach(?:es)?|beyond|at least|at most|[<>]=?)"
    r"\s+(\d+(?:\.\d+)?)\s?(?:%|percent\b)",
    re.IGNORECASE,
)
_BUDGET = re.compile(r"\bbudget\b", re.IGNORECASE)


@environment_check("summary/other-threshold", "warning")
def summary_other_threshold(environment: Environment, project: Project) -> Iterator[Remark]:
    """The summary names a percentage that is not the threshold."""
    if environment.name != PRODUCTION:
        return
    limits: dict[str, set[float]] = {}
    for alarm in environment.alarms:
        threshold = threshold_of(alarm)
        known = limits.setdefault(_written(alarm.alert), set())
        if threshold is not None and _in_percent(alarm):
            share = threshold * 100 if _unit(alarm) == FRACTION else threshold
            known |= {round(share, 6), round(100 - share, 6)}
    for alert in environment.catalog.alerts.values():
        told = _told(alert.summary)
        known = limits.get(_written(alert), set())
        if told and known and not known & set(told):
            listed = " or ".join(f"{each:g}%" for each in sorted(known)[-2:][::-1])
            yield (
                (*alert.path, "summary"),
                f"says {told[0]:g} %, but the threshold is another ({listed})",
            )


def _told(summary: str) -> list[float]:
    """Return the percentages of a summary that are limits; a share of a budget is another thing."""
    budget = max((each.start() for each in _BUDGET.finditer(summary)), default=-1)
    return [float(each[1]) for each in _LIMIT.finditer(summary) if each.end() > budget]


def _written(alert: Alert) -> str:
    """Return the id of what the config has: levels share a summary."""
    return alert.level_of or alert.id


def _unit(alarm: Alarm) -> str | None:
    return getattr(alarm.judging, "threshold_unit", None)


def _in_percent(alarm: Alarm) -> bool:
    return _unit(alarm) in {"Percent", FRACTION}

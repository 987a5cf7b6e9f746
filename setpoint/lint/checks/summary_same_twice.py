"""The check `summary/same-twice`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import PrometheusRule
from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("summary/same-twice", "warning")
def summary_same_twice(environment: Environment, project: Project) -> Iterator[Remark]:
    """Two alerts of a service have the same summary."""
    first: dict[tuple[str, str], str] = {}
    alerts = environment.catalog.alerts
    for alert in alerts.values():
        key = (alert.service, alert.summary.strip().lower())
        other = first.setdefault(key, alert.id)
        if other != alert.id and not _are_twins(alert, alerts[other]):
            yield (
                (*alert.path, "summary"),
                f"{alert.summary!r} is also that of {other}",
            )


def _are_twins(one: Alert, other: Alert) -> bool:
    """Whether two are levels of one alert, or rules of Prometheus of one name."""
    if one.level_of is not None and one.level_of == other.level_of:
        return True
    rules = [each.signal for each in (one, other) if isinstance(each.signal, PrometheusRule)]
    return len(rules) > 1 and rules[0].name == rules[1].name

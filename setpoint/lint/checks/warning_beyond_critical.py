"""The check `warning/beyond-critical`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog import sentry_units
from setpoint.catalog.model import SentryMonitor
from setpoint.catalog.sentry_monitor_words import COMPARISONS
from setpoint.lint.check import environment_check
from setpoint.lint.severity import rank
from setpoint.lint.thresholds import limit, threshold_of, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("warning/beyond-critical", "error")
def warning_beyond_critical(environment: Environment, project: Project) -> Iterator[Remark]:
    """The milder alert goes off after the graver one on the same metric."""
    by_metric: dict[object, list[Alarm]] = {}
    for alarm in environment.alarms:
        if alarm.own_metric and threshold_of(alarm) is not None:
            by_metric.setdefault((watched(alarm), alarm.upwards), []).append(alarm)
    for alarms in by_metric.values():
        for milder in alarms:
            for graver in alarms:
                if rank(milder.alert, environment) > rank(graver.alert, environment):
                    yield from _compared(milder, graver)
    for alert in environment.catalog.alerts.values():
        if isinstance(alert.signal, SentryMonitor) and alert.signal.priority == "medium":
            yield from _levels(alert, environment)


def _levels(first: Alert, environment: Environment) -> Iterator[Remark]:
    """The level that a Sentry monitor meets first is the graver one by its severity."""
    for then in environment.levels_of(first):
        if rank(first, environment) < rank(then, environment):
            path = (*then.path, "sentry_metric", "threshold")
            beyond = f"{_limit(first)} of {first.id}, which is {first.severity}"
            yield path, f"{_limit(then)} of severity {then.severity} lies beyond {beyond}"


def _limit(alert: Alert) -> str:
    signal = alert.signal
    if not isinstance(signal, SentryMonitor) or signal.critical is None:
        return alert.condition
    return f"{COMPARISONS[signal.comparison]} {sentry_units.limit(signal, signal.critical)}"


def _compared(milder: Alarm, graver: Alarm) -> Iterator[Remark]:
    """The milder one's threshold lies on the far side of the graver one's."""
    sign = 1 if milder.upwards else -1
    mild, grave = threshold_of(milder), threshold_of(graver)
    if mild is not None and grave is not None and sign * (mild - grave) > 0:
        yield (
            (*milder.path, "threshold"),
            (
                f"{limit(milder)} of severity {milder.alert.severity} lies beyond"
                f" {limit(graver)} of"
                f" {graver.alert.id}, which is {graver.alert.severity}"
            ),
        )

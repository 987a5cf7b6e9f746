"""How long an alert takes to notice, and whether it can go off at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.kinds import kind_of
from setpoint.catalog.kinds.composite import combination
from setpoint.catalog.model import CompositeAlarm, MetricAlarm
from setpoint.catalog.values import always_goes_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert, Catalog, Signal

_DEEPEST = 10


def detection_seconds(alert: Alert, catalog: Catalog) -> int:
    """Return the worst-case time to detection, 0 for what an event itself sets off."""
    return max(_delays(alert.signal, catalog, 0), default=0)


def _delays(signal: Signal, catalog: Catalog, depth: int) -> Iterator[int]:
    """Yield the delay of the signal, or of each of a composite's alarms."""
    own = kind_of(signal).delay(signal)
    if not isinstance(signal, CompositeAlarm):
        yield own
        return
    for child in signal.children.values():
        yield own + kind_of(child).delay(child)
    for alert in signal.depends_on:
        other = catalog.alerts.get(alert)
        if other and alert != signal.suppressed_by and depth < _DEEPEST:
            yield from (own + each for each in _delays(other.signal, catalog, depth + 1))


def obstacle(alert: Alert, catalog: Catalog) -> str | None:
    """Return why the alert can't go off, None if it can."""
    signal = alert.signal
    if isinstance(signal, CompositeAlarm):
        other = catalog.alerts.get(signal.suppressed_by or "")
        if other is not None and always_in_alarm(other.signal):
            return f"its suppressor {other.id} is always in alarm"
        return kind_of(signal).obstacle(signal) or _of_children(signal)
    return kind_of(signal).obstacle(signal)


def always_in_alarm(signal: Signal) -> bool:
    """Return whether a signal is in alarm whatever the data says."""
    if isinstance(signal, CompositeAlarm):
        return signal.alarm_rule.strip() == "TRUE"
    alarm = signal.data_alarm
    if not isinstance(alarm, MetricAlarm):
        return False
    gaps = alarm.treat_missing_data == "breaching" or alarm.metric.statistic == "SampleCount"
    return gaps and always_goes_off(signal) is not None


def _of_children(signal: CompositeAlarm) -> str | None:
    combined = combination(signal)
    stuck = {
        name: why
        for name, child in signal.children.items()
        if (why := kind_of(child).obstacle(child)) is not None
    }
    if combined.group == "all" and stuck:
        name, why = next(iter(stuck.items()))
        return f"it needs {name}, and that can't: {why}"
    if combined.group == "any" and stuck and stuck.keys() == set(combined.names):
        return f"none of its alarms can: {next(iter(stuck.values()))}"
    return None

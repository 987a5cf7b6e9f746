"""The check `dimension/other-set`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.reads import reads
from setpoint.metrics import dimension_sets, nearest_set, told_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("dimension/other-set", "warning")
def dimension_other_set(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """AWS publishes the metric with other dimensions together."""
    for metric in reads(alarm):
        sets, given = dimension_sets(metric.namespace, metric.name), metric.names
        known = {name for each in sets for name in each}
        wanted = nearest_set(given or (), sets)
        if not given or wanted is None or not given <= known:
            continue
        published = f"{metric.name} is published {told_sets(sets)}"
        yield metric.place("dimensions"), f"{_change(given, wanted)}: {published}"


def _change(given: frozenset[str], wanted: frozenset[str]) -> str:
    """Return what makes a set of dimensions one that there is."""
    parts = (("add", wanted - given), ("leave out", given - wanted))
    return " and ".join(f"{verb} {', '.join(sorted(names))}" for verb, names in parts if names)

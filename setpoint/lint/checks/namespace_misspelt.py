"""The check `namespace/misspelt`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.lint.check import alarm_check
from setpoint.lint.reads import reads
from setpoint.metrics import known_namespace, known_namespaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("namespace/misspelt", "warning")
def namespace_misspelt(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The namespace is not one of AWS's, but nearly."""
    known = known_namespaces()
    lowered = {name.lower(): name for name in known}
    for metric in reads(alarm):
        if metric.namespace in known or not metric.namespace.lower().startswith("aws/"):
            continue
        meant = lowered.get(metric.namespace.lower())
        if meant is None and metric.name not in _names():
            continue
        meant = meant or nearest(metric.namespace, known)
        if meant is not None and (
            metric.name in _metrics(meant) or meant.lower() == metric.namespace.lower()
        ):
            message = f"{metric.namespace} is no namespace of AWS; did you mean {meant}?"
            yield metric.place("namespace"), message


def _names() -> frozenset[str]:
    return frozenset(name for namespace in known_namespaces() for name in _metrics(namespace))


def _metrics(namespace: str) -> frozenset[str]:
    found = known_namespace(namespace)
    return frozenset(found.metrics) if found else frozenset()

"""Which edits decide that an alert is detected sooner or later.

Several may take part, also one of an alert that a composite depends on: what is told of the
alert's time is told of one edit only if nothing else could have changed it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import CompositeAlarm
from setpoint.review.signals import KINDS
from setpoint.review.signals.evaluation import WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setpoint.review.model import AlertChange, FieldChange, Source

# Keys of values that `detection_seconds` is computed from.
_OF_CLOUDWATCH: Final = frozenset({"alarms", "availability", "failure_threshold", "rule", "wait"})
_OF_SENTRY: Final = frozenset(
    {
        *("checkin_margin", "downtime_threshold", "filters", "interval", "max_runtime"),
        *("time_window", "timeout"),
    }
)
_OF_PROMETHEUS: Final = frozenset({"evaluation_interval", "for"})
_TIMING: Final = WINDOW | _OF_CLOUDWATCH | _OF_SENTRY | _OF_PROMETHEUS
_GROUPS: Final = frozenset({"any", "all", "children"})
_CHILD: Final = 3  # parts of the path of a composite's own alarm: composite.any.p95


def with_causes(changes: Sequence[AlertChange]) -> list[AlertChange]:
    """Return an environment's changes with what made each alert's time to detection another."""
    by_id = {change.id: change for change in changes}
    return [
        replace(change, timed_by=_causes(change, by_id)) if change.retimed else change
        for change in changes
    ]


def _causes(change: AlertChange, others: Mapping[str, AlertChange]) -> tuple[Source, ...]:
    found = list(dict.fromkeys(_timing(change, others, frozenset())))
    return tuple(found or dict.fromkeys(_sources(change.fields)))


def _timing(
    change: AlertChange, others: Mapping[str, AlertChange], seen: frozenset[str]
) -> Iterator[Source]:
    """Yield the edits of values that count for the time, those of alerts it depends on, too."""
    if change.id in seen or not change.retimed:
        return
    yield from _sources(field for field in change.fields if _counts(field))
    for name in _depends_on(change):
        if name in others:
            yield from _timing(others[name], others, seen | {change.id})


def _depends_on(change: AlertChange) -> Iterator[str]:
    for alert in (change.old, change.new):
        if alert is not None and isinstance(alert.signal, CompositeAlarm):
            yield from alert.signal.depends_on


def _sources(fields: Iterator[FieldChange] | Sequence[FieldChange]) -> Iterator[Source]:
    return (source for field in fields for source in field.sources)


def _counts(field: FieldChange) -> bool:
    parts = field.path.split(".")
    if not _TIMING.isdisjoint(parts) or field.path in KINDS.values():
        return True
    return parts[0] == "composite" and parts[1] in _GROUPS and len(parts) <= _CHILD

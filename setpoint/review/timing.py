"""Which edits decide that an alert is detected sooner or later.

Several may take part, also one of an alert that a composite depends on: what is told of the
alert's time is told of one edit only if nothing else could have changed it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import CompositeAlarm
from setpoint.config.model import SIGNALS
from setpoint.review.effect import Effect
from setpoint.review.signals.evaluation import WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setpoint.review.model import AlertChange, FieldChange

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
    return [_with_cause(change, by_id) if _differs(change) else change for change in changes]


def _with_cause(change: AlertChange, others: Mapping[str, AlertChange]) -> AlertChange:
    fields = list(_timing(change, others, frozenset())) or list(change.fields)
    if fields and not any(_may_retime(field, later=_is_later(change)) for field in fields):
        return change
    causes = dict.fromkeys(source for field in fields for source in field.sources)
    return replace(change, retimed=True, timed_by=tuple(causes))


def _differs(change: AlertChange) -> bool:
    """Whether the worst case is another."""
    before, after = change.detection_before, change.detection_after
    return before is not None and after is not None and after != before


def _is_later(change: AlertChange) -> bool:
    return (change.detection_after or 0) > (change.detection_before or 0)


def _may_retime(field: FieldChange, *, later: bool) -> bool:
    """Whether a value can make the alarm come later, or sooner.

    Where it goes off for all that set off the old one it isn't later: a longer window that finds
    more has a longer worst case for what only it finds. CloudWatch judges windows that slide,
    so that what both find is a period later at most.
    """
    if field.effect is Effect.unchanged:
        return field.path.rpartition(".")[2] not in WINDOW
    return field.effect is not (Effect.more if later else Effect.less)


def _timing(
    change: AlertChange, others: Mapping[str, AlertChange], seen: frozenset[str]
) -> Iterator[FieldChange]:
    """Yield the values that count for the time, those of alerts it depends on, too."""
    if change.id in seen or not _differs(change):
        return
    yield from (field for field in change.fields if _counts(field))
    for name in _depends_on(change):
        if name in others:
            yield from _timing(others[name], others, seen | {change.id})


def _depends_on(change: AlertChange) -> Iterator[str]:
    for alert in (change.old, change.new):
        if alert is not None and isinstance(alert.signal, CompositeAlarm):
            yield from alert.signal.depends_on


def _counts(field: FieldChange) -> bool:
    parts = field.path.split(".")
    if not _TIMING.isdisjoint(parts) or field.path in SIGNALS:
        return True
    return parts[0] == "composite" and parts[1] in _GROUPS and len(parts) <= _CHILD

"""Which alert of one side is which of the other: by id, else by what it watches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from setpoint.review.signals import same_condition
from setpoint.review.watched import metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.catalog.model import Alert


class Pair(NamedTuple):
    """An alert before and after; None where it isn't there."""

    old: Alert | None
    new: Alert | None


def pairs(old: Mapping[str, Alert], new: Mapping[str, Alert]) -> Iterator[Pair]:
    """Yield every alert that is not the same on both sides, in the order of the config.

    One that is gone and one that came with the same condition are one that got another
    name, the same service preferred. So are two of one service with the same summary that
    watch the same metrics: a default may have changed the rest.
    """
    came = [alert for key, alert in new.items() if key not in old]
    for key, alert in old.items():
        if key in new:
            if differ(alert, new[key]):
                yield Pair(alert, new[key])
            continue
        found = _same(alert, came)
        if found is not None:
            came.remove(found)
        yield Pair(alert, found)
    yield from (Pair(None, alert) for alert in came)


def differ(old: Alert, new: Alert) -> bool:
    """Return whether anything differs but the places of values."""
    return old is not new and _compared(old) != _compared(new)


def _compared(alert: Alert) -> tuple[object, ...]:
    return (
        alert.signal,
        alert.route,
        alert.severity,
        alert.enabled,
        alert.summary,
        alert.owner,
        alert.runbook,
        alert.respond_within,
        alert.kind,
        alert.region,
    )


def _same(gone: Alert, came: Iterable[Alert]) -> Alert | None:
    alike = [alert for alert in came if _alike(gone, alert)]
    return min(alike, key=lambda alert: alert.service != gone.service, default=None)


def _alike(one: Alert, other: Alert) -> bool:
    """Whether two alerts have the same condition, or say and watch the same in one service."""
    if type(one.signal) is not type(other.signal):
        return False
    if (one.service, one.summary) == (other.service, other.summary):
        watched = set(metrics(one.signal))
        if watched and watched == set(metrics(other.signal)):
            return True
    return same_condition(one.signal, other.signal)

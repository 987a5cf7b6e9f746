"""Alerts that fall silent without an error anywhere, and history that is deleted."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from setpoint.catalog.kinds.judging import obstacle
from setpoint.catalog.model import CompositeAlarm, LogMetric
from setpoint.config.path import write_path
from setpoint.review.causes import lost_at
from setpoint.review.history import histories
from setpoint.review.model import AlertChange, Kind, Loss, LossKind
from setpoint.review.reach import reached
from setpoint.review.waking import Week
from setpoint.review.watched import metric_text, metrics, watched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.catalog.model import Alert
    from setpoint.review.side import Side

_ORDER: Final = tuple(LossKind)
_ASLEEP: Final = (True, False)  # woke people, and doesn't


def sort_losses(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Return losses with those that paged first, then by kind."""
    found = dict.fromkeys(losses)  # a suppressor and what it keeps quiet may both have changed
    return tuple(sorted(found, key=lambda loss: (not loss.pages, _ORDER.index(loss.kind))))


class Losses:
    """The losses of one environment; `new` is None where the environment is gone."""

    def __init__(self, old: Side, new: Side | None) -> None:
        self._old = old
        self._new = new

    def of(self, change: AlertChange) -> Iterator[Loss]:
        """Yield what an alert's change loses."""
        old = change.old
        if old is None or not old.enabled:
            if change.new is not None and change.new.enabled:
                yield from self._stuck(change)
            return
        for kind, sentence in self._found(change, old):
            yield _loss(kind, change, old, sentence)
        yield from self._unwatched(change, old)
        yield from self._stuck(change)

    def of_history(self, environment: str) -> Iterator[Loss]:
        """Yield what vendors will delete together with what they remember of it."""
        kept = set(histories(self._new)) if self._new else set()
        for path, sentence in histories(self._old).items():
            if path not in kept:
                yield Loss(
                    kind=LossKind.history_deleted,
                    subject=write_path(path),
                    environment=environment,
                    severity=None,
                    pages=False,
                    sentence=sentence,
                    origin=(self._new or self._old).loaded.origins.nearest(path),
                )

    def _found(self, change: AlertChange, old: Alert) -> Iterator[tuple[LossKind, str]]:
        new = change.new
        if new is None:
            yield LossKind.removed, f"is gone: {old.condition}"
            return
        if change.kind is Kind.disabled:
            yield LossKind.disabled, "is disabled and notifies nobody"
            return
        yield from self._routed(old, new)
        if isinstance(new.signal, CompositeAlarm) and new.signal.suppressor:
            before = old.signal.suppressor if isinstance(old.signal, CompositeAlarm) else None
            if before is None:
                quiet = new.signal.suppressed_by
                yield LossKind.muted, f"is quiet while {quiet} is in alarm"

    def _routed(self, old: Alert, new: Alert) -> Iterator[tuple[LossKind, str]]:
        assert self._new is not None  # noqa: S101 - there is a new alert
        sides = ((old, self._old), (new, self._new))
        there = [
            bool(reached(alert, side.catalog, wakes=alert.route.page == "high"))
            for alert, side in sides
        ]
        if there == [True, False]:
            yield LossKind.unrouted, "reaches nobody any more"
        elif old.route.page and not new.route.page:
            yield LossKind.no_longer_pages, f"paged {old.route.escalation}, and pages nobody now"
        elif _ASLEEP in (week := Week(old.route, new.route)).kinds:
            told = " ".join(filter(None, ("pages with low urgency", week.in_full({_ASLEEP}))))
            yield LossKind.pages_low, f"{told} now, which wakes nobody"

    def _unwatched(self, change: AlertChange, old: Alert) -> Iterator[Loss]:
        if isinstance(old.signal, LogMetric):  # its filter publishes the metric, and goes with it
            return
        gone = dict.fromkeys(key for key in metrics(old.signal) if key not in self._watched)
        names = tuple(map(metric_text, gone))
        if names and (change.new is None or not _moved_along(change)):
            sentence = f"no alert watches {', '.join(names)} any more"
            yield _loss(LossKind.metric_unwatched, change, old, sentence)

    def _stuck(self, change: AlertChange) -> Iterator[Loss]:
        """Yield that the alert can't go off any more, or one that it keeps quiet."""
        new = change.new
        if new is None or self._new is None:
            return
        before = self._obstacle(change.old)
        why = obstacle(new, self._new.catalog)
        if why is not None and before is None:
            yield _loss(LossKind.cannot_fire, change, new, f"can't go off: {why}")
        for name in change.touched.suppressed:
            other = self._new.catalog.alerts[name]
            why = obstacle(other, self._new.catalog)
            if why and other.enabled and not self._obstacle(self._old.catalog.alerts.get(name)):
                found = _loss(LossKind.cannot_fire, change, other, f"can't go off: {why}")
                yield replace(found, subject=name)

    def _obstacle(self, alert: Alert | None) -> str | None:
        return obstacle(alert, self._old.catalog) if alert else None

    @cached_property
    def _watched(self) -> frozenset[object]:
        return frozenset(watched(self._new.catalog)) if self._new else frozenset()


def _moved_along(change: AlertChange) -> bool:
    """Whether the metric's dimensions follow a variable: the same metric of another thing."""
    moved = [field for field in change.fields if ".dimensions." in field.path]
    return bool(moved) and all(field.source.startswith("variables.") for field in moved)


def _loss(kind: LossKind, change: AlertChange, alert: Alert, sentence: str) -> Loss:
    return Loss(
        kind=kind,
        subject=change.old_id or change.id,
        environment=change.environment,
        severity=alert.severity,
        pages=bool(alert.route.page),
        sentence=sentence,
        origin=lost_at(kind, change),
    )

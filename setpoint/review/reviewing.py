"""Two sides of a config to a review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from setpoint.catalog.kinds import kind_of
from setpoint.catalog.kinds.judging import detection_seconds
from setpoint.review.edits import gather
from setpoint.review.effect import Effect, combine
from setpoint.review.fields import field_changes
from setpoint.review.later import told_later
from setpoint.review.levels import level_came, level_went
from setpoint.review.losses import Losses, sort_losses
from setpoint.review.matching import Pair, pairs
from setpoint.review.model import (
    AlertChange,
    Cost,
    Kind,
    Loss,
    PartChange,
    Review,
    Touched,
)
from setpoint.review.parts import part_changes
from setpoint.review.places import alert_origin
from setpoint.review.reach import Key, reached
from setpoint.review.timing import with_causes
from setpoint.review.told import Told, ToldLater
from setpoint.review.touched import Dependants
from setpoint.review.waking import Wakes, Week

if TYPE_CHECKING:
    from setpoint.catalog.model import Alert, Catalog
    from setpoint.review.model import FieldChange, Follower
    from setpoint.review.side import Side

# Whom an alert reaches and how, by the hours in which its incident begins.
_ByHours: TypeAlias = dict[Wakes, Mapping[Key, Told]]
_NOTHING: Final = Decimal(0)
# What becomes of an alarm's actions alone: its state is as it was for those that depend on it.
_OF_ACTIONS: Final = frozenset(
    ("enabled", "composite.suppressed_by", "composite.wait", "composite.extension")
)
_OF_KIND: Final = {Kind.added: Effect.more, Kind.removed: Effect.less}


class Pricing(Protocol):
    """What alerts cost, US dollars a month."""

    def of_alert(self, alert: Alert) -> Decimal:
        """One alert at list price."""

    def of_environment(self, catalog: Catalog) -> Decimal:
        """All of an environment."""


def review(
    base: Mapping[str, Side],
    head: Mapping[str, Side],
    *,
    pricing: Pricing,
    names: tuple[str, str] = ("base", "head"),
) -> Review:
    """Compare two sides, environment by environment.

    Args:
        base: The old side by environment; one that is missing is all new in the other.
        head: The new side.
        pricing: Where prices come from.
        names: How the sides are called.
    """
    environments = tuple(dict.fromkeys((*base, *head)))
    changes: list[AlertChange] = []
    losses: list[Loss] = []
    parts: list[PartChange] = []
    later: list[ToldLater] = []
    cost: dict[str, Cost] = {}
    for environment in environments:
        comparison = _Comparison(environment, base.get(environment), head.get(environment), pricing)
        found = comparison.changes()
        changes += found
        losses += comparison.losses(found)
        later += comparison.told_later()
        cost[environment] = comparison.cost(found)
        parts += part_changes(environment, base.get(environment), head.get(environment))
    return Review(
        base=names[0],
        head=names[1],
        environments=environments,
        alerts={name: len(side.catalog.alerts) for name, side in head.items()},
        changes=tuple(changes),
        losses=sort_losses(losses),
        edits=gather(changes, parts),
        cost=cost,
        parts=tuple(parts),
        told_later=tuple(later),
    )


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One environment's two sides."""

    environment: str
    old: Side | None
    new: Side | None
    pricing: Pricing

    def changes(self) -> list[AlertChange]:
        """Return what became of each alert that isn't the same."""
        before = self.old.catalog.alerts if self.old else {}
        after = self.new.catalog.alerts if self.new else {}
        found = list(pairs(before, after))
        dependants = [Dependants(side) if side and found else None for side in (self.old, self.new)]
        changes = (self._change(pair, *dependants) for pair in found)
        return with_causes([change for change in changes if _matters(change)])

    def told_later(self) -> tuple[ToldLater, ...]:
        """Return who is told of an alert later, also where the alert itself is the same."""
        old, new = self.old, self.new
        if old is None or new is None:
            return ()
        changed = pairs(old.catalog.alerts, new.catalog.alerts)
        return tuple(told_later(self.environment, old, new, changed))

    def losses(self, changes: list[AlertChange]) -> list[Loss]:
        """Return what falls silent by the changes."""
        if self.old is None:
            return []
        losses = Losses(self.old, self.new)
        found = [loss for change in changes for loss in losses.of(change)]
        return [*found, *losses.of_history(self.environment)]

    def cost(self, changes: list[AlertChange]) -> Cost:
        """Return the price before and after; pricing thousands of alerts twice takes time."""
        before, after = (side.catalog if side else None for side in (self.old, self.new))
        price = self.pricing.of_environment(after) if after else _NOTHING
        shared = ("dashboards", "digests")
        same = all(getattr(before, key, None) == getattr(after, key, None) for key in shared)
        if before and after and not changes and same:
            return Cost(before=price, after=price)
        return Cost(before=self.pricing.of_environment(before) if before else _NOTHING, after=price)

    def _change(
        self, pair: Pair, before: Dependants | None, after: Dependants | None
    ) -> AlertChange:
        old, new = pair
        shown, side = (new, self.new) if new else (old, self.old)
        assert shown is not None and side is not None  # noqa: S101, PT018 - a pair has a side
        touched = tuple(each.of(shown.id) if each else Touched() for each in (before, after))
        drawn = any(each.dashboards for each in touched)
        fields = tuple(each for each in self._fields(pair) if drawn or not _drawn_only(each))
        kind = _kind(pair)
        woken, no_longer = self._reached(pair)
        return AlertChange(
            id=shown.id,
            old_id=old.id if old and old.id != shown.id else None,
            environment=self.environment,
            kind=kind,
            old=old,
            new=new,
            fields=fields,
            sensitivity=_OF_KIND.get(kind, combine(field.effect for field in fields)),
            detection_before=detection_seconds(old, self.old.catalog) if old and self.old else None,
            detection_after=detection_seconds(new, self.new.catalog) if new and self.new else None,
            assumption=kind_of(shown.signal).delay_of(shown.signal),
            woken=woken,
            no_longer_woken=no_longer,
            price_before=self.pricing.of_alert(old) if old else _NOTHING,
            price_after=self.pricing.of_alert(new) if new else _NOTHING,
            touched=touched[1] if new else touched[0],
            origin=alert_origin(shown, side, self.new or side),
            followers=_followers(pair, fields, after),
        )

    def _fields(self, pair: Pair) -> tuple[FieldChange, ...]:
        if self.old is None or self.new is None:
            return ()
        if pair.old and pair.new:
            return field_changes((self.old, pair.old), (self.new, pair.new))
        if pair.old:
            return level_went(pair.old, self.old, self.new)
        return level_came(pair.new, self.old, self.new) if pair.new else ()

    def _reached(self, pair: Pair) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
        """Return who is reached now and wasn't, and the reverse.

        Who is on call otherwise is told of schedules and escalations, not of each alert.
        """
        old, new = pair
        routes = [each.route for each in pair if each]
        before, after, gone = _ByHours(), _ByHours(), _ByHours()
        week = Week(routes[0], routes[-1])
        for kind in week.kinds:
            then, now = kind
            before[kind] = (
                reached(old, self._on_call(old, self.old, pair), wakes=then) if old else {}
            )
            was = reached(old, self.old.catalog, wakes=then) if old and self.old else {}
            gone[kind] = {key: was.get(key, told) for key, told in before[kind].items()}
            after[kind] = reached(new, self._on_call(new, self.new, pair), wakes=now) if new else {}
        return _beyond(after, before, week), _beyond(gone, after, week)

    def _on_call(self, alert: Alert, side: Side | None, pair: Pair) -> Catalog:
        """Return whose escalations count: the new ones where they know that of the old alert."""
        assert side is not None  # noqa: S101 - an alert has a side
        if pair.new is None or self.new is None:
            return side.catalog
        known = alert.route.escalation in self.new.catalog.escalations
        return self.new.catalog if known else side.catalog


def _drawn_only(field: FieldChange) -> bool:
    """Whether a value is for graphs: an alarm on one metric has no use for a label."""
    return field.path.endswith("cloudwatch.metric.label")


def _followers(
    pair: Pair, fields: tuple[FieldChange, ...], after: Dependants | None
) -> tuple[Follower, ...]:
    """Return whose state or silence depends on what has become of the alert's own state."""
    if after is None or pair.old is None or pair.new is None:
        return ()
    effects = (field.effect for field in fields if field.path not in _OF_ACTIONS)
    return tuple(after.following(pair.new.id, combine(effects)))


def _matters(change: AlertChange) -> bool:
    """Whether more differs than a description that repeats what others say."""
    return bool(change.kind is not Kind.changed or change.fields or change.woken)


def _beyond(some: _ByHours, others: _ByHours, week: Week) -> tuple[Told, ...]:
    """Return who is reached in hours in which the others don't have them, and in which."""
    keys = dict.fromkeys(key for reach in some.values() for key in reach)
    found = ((key, _hours_of(key, some) - _hours_of(key, others)) for key in keys)
    return tuple(_reached_in(key, hours, some, week) for key, hours in found if hours)


def _hours_of(key: Key, reach: _ByHours) -> set[Wakes]:
    return {hours for hours, told in reach.items() if key in told}


def _reached_in(key: Key, hours: set[Wakes], reach: _ByHours, week: Week) -> Told:
    """Return whom a page reaches with the hours, if these aren't all."""
    found = next(told[key] for each, told in reach.items() if each in hours)
    return found if found.after is None else replace(found, hours=week.when(hours))


def _kind(pair: Pair) -> Kind:
    old, new = pair
    if old is None or new is None:
        return Kind.added if old is None else Kind.removed
    if old.enabled is not new.enabled:
        return Kind.enabled if new.enabled else Kind.disabled
    if old.id != new.id:
        return Kind.renamed if old.service == new.service else Kind.moved
    return Kind.changed

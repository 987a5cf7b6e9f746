"""What a review says: each alert's change, what is lost silently, each edit with its reach.

Values are written as people write them; numbers stand beside where somebody draws them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from setpoint.catalog.model import Alert
    from setpoint.config.value import Origin
    from setpoint.review.effect import Effect
    from setpoint.review.settings import SettingChange
    from setpoint.review.told import Told, ToldLater


class Kind(StrEnum):
    """What became of an alert, or (the first two and the last) of a part beside the alerts."""

    added = "added"
    removed = "removed"
    renamed = "renamed"
    moved = "moved"
    disabled = "disabled"
    enabled = "enabled"
    changed = "changed"


class LossKind(StrEnum):
    """A way to lose an alert, or what a vendor remembers, without an error anywhere."""

    removed = "removed"
    disabled = "disabled"
    unrouted = "unrouted"
    no_longer_pages = "no-longer-pages"
    pages_low = "pages-low"
    muted = "muted"
    cannot_fire = "cannot-fire"
    metric_unwatched = "metric-unwatched"
    history_deleted = "history-deleted"


class Source(NamedTuple):
    """A place of the config that was edited: a value itself, a default, a variable, a severity.

    Attributes:
        path: From the top of the config.
        old, new: None where there is no value, or a whole section.
        origin: Where it stands; of what is gone, what it stood in on the new side.
        alone: Whether the old and the new value follow from this edit by itself: it moves
            nothing, and takes nothing in.
    """

    path: str
    old: str | None
    new: str | None
    origin: Origin
    alone: bool = True

    @property
    def key(self) -> tuple[Origin, str, str | None, str | None]:
        """What tells edits apart: lines rather than paths, as an alias stands at its anchor's."""
        return self.origin, self.path.rpartition(".")[2], self.old, self.new


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A value of an alert, or of a part beside the alerts, before and after.

    Attributes:
        path: Below the alert or part, as the config has it.
        unit: CloudWatch's unit or `Seconds`, None for a text or a plain number.
        old, new: None where there is no value.
        old_number, new_number: In the unit.
        sentence: What follows, empty where old and new say it all.
        sources: Every edit that it follows from, at least one.
    """

    path: str
    unit: str | None
    old: str | None
    new: str | None
    old_number: float | None
    new_number: float | None
    effect: Effect
    sentence: str
    sources: tuple[Source, ...]

    @property
    def source(self) -> str:
        """Path of the first edit that it follows from."""
        return self.sources[0].path

    @property
    def origin(self) -> Origin:
        """Where the first edit that it follows from stands."""
        return self.sources[0].origin

    @property
    def inherited(self) -> bool:
        """Whether the edit stands elsewhere than at the value itself."""
        return not self.source.endswith(f".{self.path}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What else shows or depends on an alert, by id."""

    dashboards: tuple[str, ...] = ()
    composites: tuple[str, ...] = ()
    suppressed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """An alert that goes off more or less often because of another's change.

    Attributes:
        id, severity: The alert's.
        effect: What the other's change does to it.
        sentence: The same in words, without the full stop.
    """

    id: str
    severity: str
    effect: Effect
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChange:
    """What became of one alert in one environment.

    Attributes:
        id: The new id, the old one of an alert that is gone.
        old_id: The id before, if it had another.
        detection_before, detection_after: Worst-case seconds from a breach to the alarm;
            None where there is no alert or nobody can tell.
        assumption: What these were computed from.
        followers: Composites whose state or silence depends on the alert's own state.
        retimed: Whether the alarm comes sooner or later than before.
        timed_by: The edits that it does so by; none where it doesn't.
        woken: Who is reached and wasn't.
        no_longer_woken: Who was reached and isn't.
        price_before, price_after: US dollars a month at list price.
        origin: Where the alert stands; of one that is gone, what it stood in on the new side.
    """

    id: str
    old_id: str | None
    environment: str
    kind: Kind
    old: Alert | None
    new: Alert | None
    fields: tuple[FieldChange, ...]
    sensitivity: Effect
    detection_before: int | None
    detection_after: int | None
    assumption: str
    woken: tuple[Told, ...]
    no_longer_woken: tuple[Told, ...]
    price_before: Decimal
    price_after: Decimal
    touched: Touched
    origin: Origin
    followers: tuple[Follower, ...] = ()
    retimed: bool = False
    timed_by: tuple[Source, ...] = ()

    @property
    def alert(self) -> Alert:
        """The alert as it is now, or as it was."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - a change has a side
        return found

    @property
    def slower(self) -> bool:
        """Whether the alarm comes later than before."""
        return self.retimed and (self.detection_after or 0) > (self.detection_before or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """An alert that will be silent where it wasn't, or history that a vendor will delete.

    Attributes:
        subject: Id of the alert, or from the top of the config the path of what is deleted.
        severity: The alert's, None of what is no alert.
        pages: Whether the alert paged somebody before; such losses stand first.
        origin: Where the edit stands by which it is lost; of what is gone, what it stood in.
    """

    kind: LossKind
    subject: str
    environment: str
    severity: str | None
    pages: bool
    sentence: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """What became of something that is no alert, in one environment.

    A part is a person, a team, a schedule, an escalation, what a vendor has of a service, a
    Sentry project, a dashboard, a saved query, a digest, or a setting of all of them.

    Attributes:
        path: From the top of the config: `schedules.primary`.
        kind: `added`, `removed` or `changed`.
        thing: What a vendor has of it, such as `PagerDuty's user`; may be empty where it changed.
        fields: What differs; of what came or went, the values of the config by which it did.
        alerts: Ids of the alerts that depend on it.
        origin: Where it stands; of what is gone, what it stood in on the new side.
    """

    path: str
    environment: str
    kind: Kind
    thing: str
    fields: tuple[FieldChange, ...]
    alerts: tuple[str, ...]
    origin: Origin


class Reach(NamedTuple):
    """An alert in an environment."""

    alert: str
    environment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """One outcome of an edit: a value that changed by it, and what it changed it for.

    Attributes:
        reach: The alerts whose value it is, or that depend on the part whose value it is.
        parts: Paths of the parts whose value it is.
    """

    field: FieldChange
    reach: tuple[Reach, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One line edited, and everything that it reaches.

    Attributes:
        path: From the top of the config.
        variations: Each different outcome once. Where there is one, it is true of all the
            reach; where there are more, they say what differs for whom.
        changes: The alerts that have another value by it.
        parts: The parts beside the alerts that have another value by it.
        retimed: Those of the alerts that are detected sooner or later by it alone.
        effect: On all alerts together.
    """

    path: str
    old: str | None
    new: str | None
    origin: Origin
    variations: tuple[Variation, ...]
    changes: tuple[AlertChange, ...]
    parts: tuple[PartChange, ...]
    retimed: tuple[AlertChange, ...]
    effect: Effect

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The values that changed by it, each once."""
        return tuple(variation.field for variation in self.variations)

    @property
    def reach(self) -> tuple[Reach, ...]:
        """Alerts that have another value by it, or depend on a part that has; each once."""
        found = [Reach(change.id, change.environment) for change in self.changes]
        found += [Reach(alert, part.environment) for part in self.parts for alert in part.alerts]
        return tuple(dict.fromkeys(found))

    @property
    def alerts(self) -> tuple[str, ...]:
        """Ids that it reaches, once each."""
        return tuple(dict.fromkeys(each.alert for each in self.reach))

    @property
    def environments(self) -> tuple[str, ...]:
        """Environments in which it changes something, once each."""
        found = [change.environment for change in self.changes]
        return tuple(dict.fromkeys([*found, *(part.environment for part in self.parts)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """An environment's price before and after, US dollars a month."""

    before: Decimal
    after: Decimal

    @property
    def increase(self) -> Decimal:
        """What is paid more; negative for less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything that differs between two sides of a config.

    Attributes:
        base, head: How the sides are called.
        alerts: How many there are after, by environment.
        edits: Every edited line once, with all that it reaches.
        parts: What came, went or changed beside the alerts.
        told_later: Who is told of which alert later than before.
        cost: By environment.
        settings: What differs beside the config: providers' settings, the program.
    """

    base: str
    head: str
    environments: tuple[str, ...]
    alerts: Mapping[str, int]
    changes: tuple[AlertChange, ...]
    losses: tuple[Loss, ...]
    edits: tuple[Edit, ...]
    cost: Mapping[str, Cost]
    parts: tuple[PartChange, ...] = ()
    settings: tuple[SettingChange, ...] = ()
    told_later: tuple[ToldLater, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not self.changes and not self.parts and not self.settings

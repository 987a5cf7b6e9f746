"""What a review says: each alert's change, what is lost silently, each edit with its reach.

Values are written as people write them; numbers stand beside where somebody draws them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from setpoint.catalog.model import Alert
    from setpoint.config.value import Origin
    from setpoint.review.effect import Effect


class Kind(StrEnum):
    """What became of an alert."""

    added = "added"
    removed = "removed"
    renamed = "renamed"
    moved = "moved"
    disabled = "disabled"
    enabled = "enabled"
    changed = "changed"


class LossKind(StrEnum):
    """A way to lose an alert without an error anywhere."""

    removed = "removed"
    disabled = "disabled"
    unrouted = "unrouted"
    no_longer_pages = "no-longer-pages"
    pages_low = "pages-low"
    muted = "muted"
    cannot_fire = "cannot-fire"
    metric_unwatched = "metric-unwatched"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A value of an alert before and after.

    Attributes:
        path: Below the alert, as the config has it.
        unit: CloudWatch's unit or `Seconds`, None for a text or a plain number.
        old, new: None where there is no value.
        old_number, new_number: In the unit.
        source: Path from the top of the config of what was edited: the value itself, a
            default, a variable, a severity.
        origin: Where that stands; of what is gone, what it stood in on the new side.
    """

    path: str
    unit: str | None
    old: str | None
    new: str | None
    old_number: float | None
    new_number: float | None
    effect: Effect
    sentence: str
    source: str
    source_old: str | None
    source_new: str | None
    origin: Origin

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
class AlertChange:
    """What became of one alert in one environment.

    Attributes:
        id: The new id, the old one of an alert that is gone.
        old_id: The id before, if it had another.
        detection_before, detection_after: Worst-case seconds from a breach to the alarm;
            None where there is no alert or nobody can tell.
        assumption: What these were computed from.
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
    woken: tuple[str, ...]
    no_longer_woken: tuple[str, ...]
    price_before: Decimal
    price_after: Decimal
    touched: Touched
    origin: Origin

    @property
    def alert(self) -> Alert:
        """The alert as it is now, or as it was."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - a change has a side
        return found

    @property
    def slower(self) -> bool:
        """Whether the alarm comes later than before."""
        before, after = self.detection_before, self.detection_after
        return before is not None and after is not None and after > before


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """An alert that will be silent where it wasn't.

    Attributes:
        pages: Whether the alert paged somebody before; such losses stand first.
    """

    kind: LossKind
    alert: str
    environment: str
    severity: str
    pages: bool
    sentence: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One line edited, and everything that it reaches.

    Attributes:
        path: From the top of the config.
        fields: The values that changed by it, each once.
        reach: Alert and environment, in the order of the config.
        effect: On all of them together.
    """

    path: str
    old: str | None
    new: str | None
    origin: Origin
    fields: tuple[FieldChange, ...]
    reach: tuple[AlertChange, ...]
    effect: Effect

    @property
    def alerts(self) -> tuple[str, ...]:
        """Ids that it reaches, once each."""
        return tuple(dict.fromkeys(change.id for change in self.reach))

    @property
    def environments(self) -> tuple[str, ...]:
        """Environments that it reaches, once each."""
        return tuple(dict.fromkeys(change.environment for change in self.reach))


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideChange:
    """What became of something that is no alert, in one environment.

    Attributes:
        path: From the top of the config.
        sentences: What differs; none for what came or went.
        origin: Where it stands; of what is gone, what it stood in on the new side.
    """

    path: str
    environment: str
    added: bool
    removed: bool
    sentences: tuple[str, ...]
    origin: Origin


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
        beside: What differs beside the alerts.
        cost: By environment.
    """

    base: str
    head: str
    environments: tuple[str, ...]
    alerts: Mapping[str, int]
    changes: tuple[AlertChange, ...]
    losses: tuple[Loss, ...]
    edits: tuple[Edit, ...]
    cost: Mapping[str, Cost]
    beside: tuple[BesideChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not self.changes and not self.beside

"""What a review says, decided once; each format only lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setpoint.review.effect import PAGING_STAYS

if TYPE_CHECKING:
    from setpoint.config.value import Origin
    from setpoint.report.review_page.pictures import Picture
    from setpoint.report.review_page.shifts import ShiftSection
    from setpoint.report.review_page.values import Values
    from setpoint.review import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to say about one subject.

    Attributes:
        sign: `-`, `+` or `~`; empty for what neither came, went nor changed.
        subject: An alert, several of them, or a path of the config.
        where: Environments, and a severity where it matters: `prod, critical`.
        text: What is to be said.
        origin: Where it stands, None for what stands nowhere.
    """

    sign: str
    subject: str
    where: str
    text: str
    origin: Origin | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an edit does to some of the alerts that it reaches.

    Attributes:
        reach: Which, `hosts/cpu and hosts/disk in prod`.
        text: What it does to them.
    """

    reach: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditEntry:
    """One edited line, with all that it reaches.

    Attributes:
        title: What was edited: `hosts/high-cpu cloudwatch.threshold`.
        subject: The first part of the title where it is the alert's id, else empty.
        values: Before and after.
        word: The effect on all alerts together in words, empty where there is none.
        sentences: What follows for all alerts alike.
        outcomes: What follows for some of them only.
        reach: How many alerts, and where: `10 alerts in prod and staging`.
        examples: The same with the names of a few.
        reached: All of them by environments, none where `reach` names the only one.
        touched: What else shows or depends on them, may be empty.
        pictures: Of thresholds.
    """

    title: str
    subject: str
    values: Values
    effect: Effect
    word: str
    sentences: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    reach: str
    examples: str
    reached: tuple[str, ...]
    touched: str
    pictures: tuple[Picture, ...]
    origin: Origin

    @property
    def unpaged(self) -> bool:
        """Whether nobody is paged or told otherwise by it."""
        return not self.word and not self.outcomes and self.sentences[-1:] == (PAGING_STAYS,)

    @property
    def follows(self) -> str:
        """The effect and what follows for all alike, in one text."""
        return "; ".join(filter(None, (self.word, *self.sentences)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Entries under a title; without entries it isn't shown."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A whole review, in the order in which it is read.

    Attributes:
        summary: What differs, in a sentence.
        refused: Whether a policy refuses it.
        violations: What policies say, a line each, and the reason of an override.
        policies: The same, a line a policy.
        settings: What decides where credentials go, and what runs with them; read first.
        lost: What goes silent, or is deleted at a vendor.
        edits: Each once, those that leave paging as it is behind the others.
        rest: What came and went, who hears of what, what differs beside the alerts.
        shifts: Whose turns on call change.
        costs: Environment, and what a month costs before and after.
    """

    summary: str
    refused: bool
    violations: tuple[str, ...]
    policies: tuple[str, ...]
    settings: Section
    lost: Section
    edits: tuple[EditEntry, ...]
    rest: tuple[Section, ...]
    shifts: ShiftSection
    costs: tuple[tuple[str, str], ...]

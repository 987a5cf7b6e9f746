"""The conditions of Sentry's issue alerts, named as its API names them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema

from providers.sentry_alerting import limits, vocabulary
from providers.sentry_alerting.vocabulary import (
    AgeSide,
    AgeUnit,
    Assignee,
    Attribute,
    Category,
    LevelMatch,
    Match,
    Priority,
    ReleaseAge,
)
from setpoint.config.model.one_of import OneOf
from setpoint.config.model.section import Section
from setpoint.config.model.types import Items, Line
from setpoint.config.model.types.choice import duration_choice
from setpoint.config.model.types.names import Ref
from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.reference import Reference
from setpoint.config.model.types.refusal import refuse


def _tag_key(name: str) -> str:
    """A name that a tag can have."""
    if not limits.TAG_KEY.fullmatch(name):
        raise refuse(f"{name!r} is no name of a tag; Sentry allows letters, digits and _ . : -")
    return name


def _intervals(named: dict[str, int]) -> tuple[PlainValidator, WithJsonSchema]:
    return duration_choice("Sentry", named.values())


_validate_interval, _interval_schema = _intervals(limits.INTERVALS)
_validate_former, _former_schema = _intervals(limits.COMPARISON_INTERVALS)
_validate_sessions, _sessions_schema = _intervals(limits.SESSION_INTERVALS)
Interval: TypeAlias = Annotated[int, _validate_interval, _interval_schema]
ComparisonInterval: TypeAlias = Annotated[int, _validate_former, _former_schema]
SessionInterval: TypeAlias = Annotated[int, _validate_sessions, _sessions_schema]
Share: TypeAlias = Annotated[int, Field(ge=0, le=limits.LARGEST_SHARE)]
Amount: TypeAlias = Annotated[int, Field(ge=1)]
Number: TypeAlias = Annotated[int, Field(ge=0)]
TagKey: TypeAlias = Annotated[
    Line,
    AfterValidator(_tag_key),
    WithJsonSchema(
        text_schema(rf"{limits.TAG_KEY.pattern}\n*", "write letters, digits and _ . : -")
    ),
]
AssigneeRef: TypeAlias = Annotated[
    Ref, Reference("team", "person", told_by="target", of=(("team", "team"),))
]


class AgeComparison(Section):
    """The issue's age."""

    comparison: AgeSide
    """Older or newer than the given time."""
    value: Amount
    """How many."""
    time: AgeUnit
    """Of what."""


class AssignedTo(Section):
    """Whom the issue is assigned to."""

    target: Assignee
    """Kind of assignee."""
    id: AssigneeRef | None = None
    """Id of a person or team of this config; absent for unassigned."""


class IssueCategory(Section):
    """What kind of issue it is."""

    value: Category
    """The category."""
    include: bool = True
    """Whether such issues pass; if false, all others do."""


class IssueType(Section):
    """Exactly what kind of issue it is."""

    value: Line
    """Sentry's name of the type, such as error or performance_n_plus_one_db_queries."""
    include: bool = True
    """Whether such issues pass; if false, all others do."""


class IssueOccurrences(Section):
    """How often the issue has happened since it was first seen."""

    value: Amount
    """At least so often."""


class IssuePriority(Section):
    """A priority of issues."""

    value: Priority
    """The priority."""


class EventFilter(Section):
    """Which events are counted, by a tag or an attribute; exactly one of the two."""

    one_of: ClassVar[OneOf | None] = OneOf(
        "kind of filter",
        ("key", "attribute"),
        none="needs either a key (a tag) or an attribute",
        several="needs either a key (a tag) or an attribute",
    )

    key: Line | None = None
    """A tag."""
    attribute: Attribute | None = None
    """An attribute of the event."""
    match: Match
    """How it compares."""
    value: Line | None = None
    """With what; absent for is_set and is_not_set, separated by commas for is_in."""


class EventCount(Section):
    """How many events or users in a time; Sentry fires above the value, not at it."""

    value: Number
    """More than so many."""
    interval: Interval
    """In this time."""
    filters: Items[EventFilter] = ()
    """Which events are counted; all of them if absent."""


class EventPercent(Section):
    """How much more than before, in percent."""

    value: Number
    """More than so many percent."""
    interval: Interval
    """In this time."""
    comparison_interval: ComparisonInterval
    """Compared with the same length so long ago."""
    filters: Items[EventFilter] = ()
    """Which events are counted; all of them if absent."""


class SessionsCount(Section):
    """The share of sessions affected."""

    value: Share
    """More than so many percent."""
    interval: SessionInterval
    """In this time."""


class SessionsPercent(Section):
    """How much greater a share of sessions than before, in percent."""

    value: Share
    """More than so many percent."""
    interval: SessionInterval
    """In this time."""
    comparison_interval: ComparisonInterval
    """Compared with the same length so long ago."""
    filters: Items[EventFilter] = ()
    """Which events are counted; all of them if absent."""


class EventAttribute(Section):
    """An attribute of the event."""

    attribute: Attribute
    """The attribute."""
    match: Match
    """How it compares."""
    value: Line | None = None
    """With what; absent for is_set and is_not_set, separated by commas for is_in."""


class TaggedEvent(Section):
    """A tag of the event."""

    key: TagKey
    """The tag."""
    match: Match
    """How it compares."""
    value: Line | None = None
    """With what; absent for is_set and is_not_set, separated by commas for is_in."""


class LatestAdoptedRelease(Section):
    """Which release the event is from."""

    release: ReleaseAge
    """Which adopted release to compare with."""
    age: AgeSide
    """The event's release is older or newer."""
    environment: Line
    """The environment, as Sentry calls it."""


class Level(Section):
    """The event's level."""

    match: LevelMatch
    """How it compares."""
    level: vocabulary.Level
    """With which."""


class Condition(Section):
    """Exactly one condition."""

    one_of: ClassVar[OneOf | None] = OneOf("condition")

    age_comparison: AgeComparison | None = None
    """The issue's age."""
    assigned_to: AssignedTo | None = None
    """Whom the issue is assigned to."""
    issue_category: IssueCategory | None = None
    """What kind of issue it is."""
    issue_type: IssueType | None = None
    """Exactly what kind of issue it is."""
    issue_occurrences: IssueOccurrences | None = None
    """How often it has happened in all."""
    issue_priority_greater_or_equal: IssuePriority | None = None
    """Its priority, at least."""
    issue_priority_deescalating: IssuePriority | None = None
    """Its priority went down from this one."""
    event_frequency_count: EventCount | None = None
    """More than so many events in a time."""
    event_unique_user_frequency_count: EventCount | None = None
    """More than so many users in a time."""
    event_frequency_percent: EventPercent | None = None
    """More events than before, in percent."""
    percent_sessions_count: SessionsCount | None = None
    """More than such a share of sessions."""
    percent_sessions_percent: SessionsPercent | None = None
    """A greater share of sessions than before, in percent."""
    event_attribute: EventAttribute | None = None
    """An attribute of the event."""
    tagged_event: TaggedEvent | None = None
    """A tag of the event."""
    latest_release: Literal[True] | None = None
    """The event is from the latest release."""
    latest_adopted_release: LatestAdoptedRelease | None = None
    """Which release the event is from."""
    level: Level | None = None
    """The event's level."""

    @property
    def kind(self) -> str:
        """The key of the condition, which is Sentry's type."""
        return next(iter(sorted(self.model_fields_set)))

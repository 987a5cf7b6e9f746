"""What an alert's triggers and filters may ask: one model for each type of condition.

The comparisons' units: `interval` and `comparison_interval` are one of `1m 5m 15m 1h 1d 1w 30d`,
levels go from 0 (sample) to 50 (fatal), priorities are 25, 50 and 75.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, JsonValue, TypeAdapter, model_validator

from providers.sentry_alerting import limits, vocabulary
from providers.sentry_alerting.vocabulary import (
    MATCHES,
    VALUELESS,
    AgeSide,
    AgeUnit,
    Attribute,
)
from sandbox.sentry.strict import Body, one_of, refit

Count = Annotated[int, Field(ge=0)]
Interval = Annotated[str, one_of(limits.INTERVALS)]
ComparisonInterval = Annotated[str, one_of(limits.COMPARISON_INTERVALS)]
Share = Annotated[int | float, Field(ge=0, le=limits.LARGEST_SHARE)]
Match = Annotated[str, one_of(MATCHES.values())]


class _Matching(Body):
    match: Match
    value: str | None = None

    @model_validator(mode="after")
    def _value_unless_set_or_not(self) -> _Matching:
        if self.match not in VALUELESS and self.value is None:
            raise ValueError(f"value is required when match is {self.match}.")
        return self


class EventFilter(_Matching):
    """A further filter of a frequency: by a tag (`key`) or an attribute of the event."""

    key: str | None = None
    attribute: Attribute | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> EventFilter:
        if (self.key is None) == (self.attribute is None):
            raise ValueError("A filter has either a key or an attribute.")
        return self


class Frequency(Body):
    """More than `value` in an interval; 1 means more than one."""

    value: Count
    interval: Interval
    filters: list[EventFilter] = Field(default_factory=list)


class RelativeFrequency(Frequency):
    """`value` per cent more than in the interval that long ago."""

    comparison_interval: ComparisonInterval


class SessionShare(Body):
    """More than `value` per cent of the sessions in an interval."""

    value: Share
    interval: Interval
    filters: list[EventFilter] = Field(default_factory=list)


class RelativeShare(SessionShare):
    """A share that is `value` per cent higher than in the interval that long ago."""

    comparison_interval: ComparisonInterval


class Age(Body):
    """How long ago the issue began."""

    time: AgeUnit
    value: Annotated[int, Field(ge=1)]
    comparison_type: AgeSide


class Assignment(Body):
    """Whose issue it is; unassigned with an empty identifier."""

    target_type: Literal["Unassigned", "Member", "Team"]
    target_identifier: str | int = ""


class Category(Body):
    """The kind of issue."""

    value: Literal[1, 6, 10, 11, 12, 13, 14, 15]
    include: bool = True


class IssueType(Body):
    """The exact type of issue."""

    value: Annotated[str, Field(min_length=1)]
    include: bool = True


class Occurrences(Body):
    """How often the issue happened so far."""

    value: Annotated[int, Field(ge=1)]


class EventAttribute(_Matching):
    """An attribute of the event."""

    attribute: Attribute


class Tag(_Matching):
    """A tag of the event."""

    key: Annotated[str, Field(pattern=f"^(?:{limits.TAG_KEY.pattern})$")]


class Level(Body):
    """The event's level."""

    level: Literal[0, 10, 20, 30, 40, 50]
    match: Literal["eq", "gte", "lte"]


class ReleaseAge(Body):
    """The release that an environment adopted last."""

    environment: Annotated[str, Field(min_length=1)]
    age_comparison: AgeSide
    release_age_type: vocabulary.ReleaseAge


Priority = Literal[25, 50, 75]
SeerStage = vocabulary.Activity


class Condition(Body):
    """One condition; which comparison it takes depends on its type."""

    comparisons: ClassVar[Mapping[str, TypeAdapter[Any]]]

    id: str | int | None = None
    type: str
    comparison: JsonValue
    condition_result: bool

    @model_validator(mode="after")
    def _comparison_fits_the_type(self) -> Condition:
        if self.type not in self.comparisons:
            known = ", ".join(self.comparisons)
            raise ValueError(f'"{self.type}" is not a valid choice; it is one of {known}.')
        refit(self.comparisons[self.type], self.comparison, "comparison")
        return self


class Trigger(Condition):
    """What makes an alert look at an issue."""

    comparisons: ClassVar[Mapping[str, TypeAdapter[Any]]] = {
        "first_seen_event": TypeAdapter(Literal[True]),
        "issue_resolved_trigger": TypeAdapter(Literal[True]),
        "reappeared_event": TypeAdapter(Literal[True]),
        "regression_event": TypeAdapter(Literal[True]),
        "new_high_priority_issue": TypeAdapter(Literal[True]),
        "existing_high_priority_issue": TypeAdapter(Literal[True]),
        "seer_activity_trigger": TypeAdapter(list[SeerStage]),
    }


class FilterCondition(Condition):
    """What an issue must be for a group of actions to be taken."""

    comparisons: ClassVar[Mapping[str, TypeAdapter[Any]]] = {
        "age_comparison": TypeAdapter(Age),
        "assigned_to": TypeAdapter(Assignment),
        "event_attribute": TypeAdapter(EventAttribute),
        "event_frequency_count": TypeAdapter(Frequency),
        "event_frequency_percent": TypeAdapter(RelativeFrequency),
        "event_unique_user_frequency_count": TypeAdapter(Frequency),
        "issue_category": TypeAdapter(Category),
        "issue_occurrences": TypeAdapter(Occurrences),
        "issue_priority_deescalating": TypeAdapter(Priority | Literal[True]),
        "issue_priority_greater_or_equal": TypeAdapter(Priority),
        "issue_type": TypeAdapter(IssueType),
        "latest_adopted_release": TypeAdapter(ReleaseAge),
        "latest_release": TypeAdapter(Literal[True]),
        "level": TypeAdapter(Level),
        "percent_sessions_count": TypeAdapter(SessionShare),
        "percent_sessions_percent": TypeAdapter(RelativeShare),
        "tagged_event": TypeAdapter(Tag),
    }

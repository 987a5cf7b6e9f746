"""Conditions of an alert's filters.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from components.sentry.resources.base import Arguments

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pulumi


@dataclass(frozen=True, kw_only=True)
class AgeComparisonCondition(Arguments):
    """How old the issue is.

    Attributes:
        comparison_type: Older or newer than. One of older, newer.
        value: The age, in `time`. At least 1.
        time: The unit of `value`. One of minute, hour, day, week.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "age_comparison")
    comparison_type: pulumi.Input[str]
    value: pulumi.Input[int]
    time: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class AssignedToCondition(Arguments):
    """Who the issue is assigned to.

    Attributes:
        target_type: To whom. One of Unassigned, Member, Team.
        target_identifier: The id of the user (not of the membership) or team.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "assigned_to")
    target_type: pulumi.Input[str]
    target_identifier: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class EventAttributeCondition(Arguments):
    """An attribute of the event.

    Attributes:
        attribute: Which. One of message, platform, environment, type, error.handled,
            error.unhandled, error.main_thread, exception.type, exception.value, user.id,
            user.email, user.username, user.ip_address, http.method, http.url,
            http.status_code, sdk.name, stacktrace.code, stacktrace.module,
            stacktrace.filename, stacktrace.abs_path, stacktrace.package, unreal.crash_type,
            app.in_foreground.
        match: How it is compared: contains (co, nc), equals (eq, ne), starts with (sw,
            nsw), ends with (ew, new), is set or not (is, ns), is one of a list (in, nin),
            is more or less (gt, gte, lt, lte). One of co, nc, eq, ne, sw, nsw, ew, new, is,
            ns, in, nin, gt, gte, lt, lte.
        value: What it is compared with; left out for `is` and `ns`, else required.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "event_attribute")
    attribute: pulumi.Input[str]
    match: pulumi.Input[str]
    value: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class EventFilter(Arguments):
    """A condition on the events that a frequency counts. Exactly one of `key` and `attribute`.

    Attributes:
        key: The name of a tag.
        attribute: An attribute of the event. One of message, platform, environment, type,
            error.handled, error.unhandled, error.main_thread, exception.type,
            exception.value, user.id, user.email, user.username, user.ip_address,
            http.method, http.url, http.status_code, sdk.name, stacktrace.code,
            stacktrace.module, stacktrace.filename, stacktrace.abs_path, stacktrace.package,
            unreal.crash_type, app.in_foreground.
        match: How it is compared: contains (co, nc), equals (eq, ne), starts with (sw,
            nsw), ends with (ew, new), is set or not (is, ns), is one of a list (in, nin),
            is more or less (gt, gte, lt, lte). One of co, nc, eq, ne, sw, nsw, ew, new, is,
            ns, in, nin, gt, gte, lt, lte.
        value: What it is compared with; left out for `is` and `ns`, else required.
    """

    key: pulumi.Input[str] | None = None
    attribute: pulumi.Input[str] | None = None
    match: pulumi.Input[str]
    value: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class EventFrequencyCountCondition(Arguments):
    """The issue has more than `value` events within `interval`.

    Attributes:
        value: The number of events that is exceeded: 1 means more than one. At least 0.
        interval: The time in which is counted: minutes, hours, days or weeks. One of 1m,
            5m, 15m, 1h, 1d, 1w, 30d.
        filters: Conditions on the events that are counted.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "event_frequency_count")
    value: pulumi.Input[int]
    interval: pulumi.Input[str]
    filters: pulumi.Input[Sequence[pulumi.Input[EventFilter]]] | None = None


@dataclass(frozen=True, kw_only=True)
class EventFrequencyPercentCondition(Arguments):
    """The issue has `value` percent more events within `interval` than some time ago.

    Attributes:
        value: Percent more than then. At least 0.
        interval: The time in which is counted: minutes, hours, days or weeks. One of 1m,
            5m, 15m, 1h, 1d, 1w, 30d.
        comparison_interval: How long ago the time compared with was. One of 5m, 15m, 1h,
            1d, 1w, 30d.
        filters: Conditions on the events that are counted.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "event_frequency_percent")
    value: pulumi.Input[int]
    interval: pulumi.Input[str]
    comparison_interval: pulumi.Input[str]
    filters: pulumi.Input[Sequence[pulumi.Input[EventFilter]]] | None = None


@dataclass(frozen=True, kw_only=True)
class EventUniqueUserFrequencyCountCondition(Arguments):
    """The issue affects more than `value` users within `interval`.

    Attributes:
        value: The number of users that is exceeded: 1 means more than one. At least 0.
        interval: The time in which is counted: minutes, hours, days or weeks. One of 1m,
            5m, 15m, 1h, 1d, 1w, 30d.
        filters: Conditions on the events that are counted.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "event_unique_user_frequency_count")
    value: pulumi.Input[int]
    interval: pulumi.Input[str]
    filters: pulumi.Input[Sequence[pulumi.Input[EventFilter]]] | None = None


@dataclass(frozen=True, kw_only=True)
class IssueCategoryCondition(Arguments):
    """The kind of issue.

    Attributes:
        category: Which kind. One of error, feedback, outage, metric, db_query, http_client,
            frontend, mobile.
        include: Whether such issues pass; if false, all others do. `true` if left out.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "issue_category")
    category: pulumi.Input[str]
    include: pulumi.Input[bool] | None = None


@dataclass(frozen=True, kw_only=True)
class IssueOccurrencesCondition(Arguments):
    """The issue has happened at least `value` times.

    Attributes:
        value: The number of times. At least 1.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "issue_occurrences")
    value: pulumi.Input[int]


@dataclass(frozen=True, kw_only=True)
class IssuePriorityDeescalatingCondition(Arguments):
    """The issue's priority fell below what it was.

    Attributes:
        priority: The priority that it fell from. One of high, medium, low.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "issue_priority_deescalating")
    priority: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class IssuePriorityGreaterOrEqualCondition(Arguments):
    """The issue's priority is that or higher.

    Attributes:
        priority: The least priority. One of high, medium, low.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "issue_priority_greater_or_equal")
    priority: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class IssueTypeCondition(Arguments):
    """The exact type of issue.

    Attributes:
        value: Sentry's name of the type, such as `error`.
        include: Whether such issues pass; if false, all others do. `true` if left out.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "issue_type")
    value: pulumi.Input[str]
    include: pulumi.Input[bool] | None = None


@dataclass(frozen=True, kw_only=True)
class LatestAdoptedReleaseCondition(Arguments):
    """The event's release compared with the latest one adopted in an environment.

    Attributes:
        environment: The environment.
        age_comparison: Older or newer than. One of older, newer.
        release_age_type: The oldest or newest adopted. One of oldest, newest.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "latest_adopted_release")
    environment: pulumi.Input[str]
    age_comparison: pulumi.Input[str]
    release_age_type: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class LatestReleaseCondition(Arguments):
    """The event comes from the latest release."""

    tag: ClassVar[tuple[str, str]] = ("type", "latest_release")


@dataclass(frozen=True, kw_only=True)
class LevelCondition(Arguments):
    """The event's level.

    Attributes:
        level: Which level. One of fatal, error, warning, info, debug, sample.
        match: That level, it or worse, it or milder. One of eq, gte, lte.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "level")
    level: pulumi.Input[str]
    match: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class PercentSessionsCountCondition(Arguments):
    """The issue affects more than `value` percent of the sessions within `interval`.

    Attributes:
        value: Percent of the sessions, exceeded. From 0 to 100.
        interval: The time in which is counted: minutes, hours, days or weeks. One of 1m,
            5m, 15m, 1h, 1d, 1w, 30d.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "percent_sessions_count")
    value: pulumi.Input[int]
    interval: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class PercentSessionsPercentCondition(Arguments):
    """The share of sessions affected is `value` percent higher than some time ago.

    Attributes:
        value: Percent more than then. From 0 to 100.
        interval: The time in which is counted: minutes, hours, days or weeks. One of 1m,
            5m, 15m, 1h, 1d, 1w, 30d.
        comparison_interval: How long ago the time compared with was. One of 5m, 15m, 1h,
            1d, 1w, 30d.
        filters: Conditions on the events that are counted.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "percent_sessions_percent")
    value: pulumi.Input[int]
    interval: pulumi.Input[str]
    comparison_interval: pulumi.Input[str]
    filters: pulumi.Input[Sequence[pulumi.Input[EventFilter]]] | None = None


@dataclass(frozen=True, kw_only=True)
class TaggedEventCondition(Arguments):
    """A tag of the event.

    Attributes:
        key: The tag's name.
        match: How it is compared: contains (co, nc), equals (eq, ne), starts with (sw,
            nsw), ends with (ew, new), is set or not (is, ns), is one of a list (in, nin),
            is more or less (gt, gte, lt, lte). One of co, nc, eq, ne, sw, nsw, ew, new, is,
            ns, in, nin, gt, gte, lt, lte.
        value: What it is compared with; left out for `is` and `ns`, else required.
    """

    tag: ClassVar[tuple[str, str]] = ("type", "tagged_event")
    key: pulumi.Input[str]
    match: pulumi.Input[str]
    value: pulumi.Input[str] | None = None


FilterCondition: TypeAlias = (
    AgeComparisonCondition
    | AssignedToCondition
    | EventAttributeCondition
    | EventFrequencyCountCondition
    | EventFrequencyPercentCondition
    | EventUniqueUserFrequencyCountCondition
    | IssueCategoryCondition
    | IssueOccurrencesCondition
    | IssuePriorityDeescalatingCondition
    | IssuePriorityGreaterOrEqualCondition
    | IssueTypeCondition
    | LatestAdoptedReleaseCondition
    | LatestReleaseCondition
    | LevelCondition
    | PercentSessionsCountCondition
    | PercentSessionsPercentCondition
    | TaggedEventCondition
)

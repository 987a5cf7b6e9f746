"""The conditions of an alert's action filters, each with its body.

A frequency's `value` is exceeded, not reached: 1 means more than one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from providers.sentry_alerting import limits
from providers.sentry_alerting.declare import (
    Flag,
    Many,
    Property,
    Record,
    Text,
    Variant,
    Variants,
    Whole,
)
from providers.sentry_alerting.vocabulary import (
    ASSIGNEES,
    ATTRIBUTES,
    CATEGORIES,
    LEVEL_MATCHES,
    LEVELS,
    MATCHES,
    PRIORITIES,
    VALUELESS,
    AgeSide,
    AgeUnit,
    ReleaseAge,
)
from providers.sentry_alerting.wire import Codec, Decode, Encode, given, members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from providers.plugin import Props

_MATCH = Property(
    "match",
    Text(tuple(MATCHES.values())),
    "How it is compared: contains (co, nc), equals (eq, ne), starts with (sw, nsw), ends with "
    "(ew, new), is set or not (is, ns), is one of a list (in, nin), is more or less (gt, gte, "
    "lt, lte).",
    required=True,
)
_VALUE = Property(
    "value",
    Text(may_be_empty=True),
    "What it is compared with; left out for `is` and `ns`, else required.",
)
_INTERVAL = Property(
    "interval",
    Text(tuple(limits.INTERVALS)),
    "The time in which is counted: minutes, hours, days or weeks.",
    required=True,
)
_COMPARISON_INTERVAL = Property(
    "comparisonInterval",
    Text(tuple(limits.COMPARISON_INTERVALS)),
    "How long ago the time compared with was.",
    required=True,
)
_INCLUDE = Property(
    "include", Flag(), "Whether such issues pass; if false, all others do.", default=True
)

EVENT_FILTER = Record(
    "EventFilter",
    "A condition on the events that a frequency counts. Exactly one of `key` and `attribute`.",
    (
        Property("key", Text(), "The name of a tag."),
        Property("attribute", Text(ATTRIBUTES), "An attribute of the event."),
        _MATCH,
        _VALUE,
    ),
)
_FILTERS = Property(
    "filters", Many(EVENT_FILTER), "Conditions on the events that are counted.", default=[]
)


def _count(doc: str, minimum: int = 0, maximum: int | None = None) -> Property:
    return Property("value", Whole(minimum, maximum), doc, required=True)


def _plain(tag: str, name: str, doc: str, *properties: Property) -> Codec:
    record = Record(f"{name}Condition", doc, properties)
    encode, decode = members(record)
    return Codec(Variant(tag, record), encode, decode)


def _coded(
    tag: str, name: str, doc: str, *properties: Property, encode: Encode, decode: Decode
) -> Codec:
    return Codec(Variant(tag, Record(f"{name}Condition", doc, properties)), encode, decode)


def _priority(tag: str, name: str, doc: str, meaning: str) -> Codec:
    return _coded(
        tag,
        name,
        doc,
        Property("priority", Text(PRIORITIES.names), meaning, required=True),
        encode=lambda props: PRIORITIES.number(props["priority"]),
        decode=lambda body: {"priority": PRIORITIES.name(body)},
    )


def _assignee(props: Props) -> Props:
    return {
        "targetType": props["targetType"],
        "targetIdentifier": props.get("targetIdentifier") or "",
    }


def _assigned(body: Any) -> Props:
    found = given(body, "targetType", "targetIdentifier")
    identifier = str(found.pop("targetIdentifier", ""))
    return {**found, "targetIdentifier": identifier} if identifier else found


CODECS = (
    _plain(
        "age_comparison",
        "AgeComparison",
        "How old the issue is.",
        Property("comparisonType", Text(get_args(AgeSide)), "Older or newer than.", required=True),
        _count("The age, in `time`.", 1),
        Property("time", Text(get_args(AgeUnit)), "The unit of `value`.", required=True),
    ),
    _coded(
        "assigned_to",
        "AssignedTo",
        "Who the issue is assigned to.",
        Property("targetType", Text(tuple(ASSIGNEES.values())), "To whom.", required=True),
        Property("targetIdentifier", Text(), "The id of the user (not of the membership) or team."),
        encode=_assignee,
        decode=_assigned,
    ),
    _plain(
        "event_attribute",
        "EventAttribute",
        "An attribute of the event.",
        Property("attribute", Text(ATTRIBUTES), "Which.", required=True),
        _MATCH,
        _VALUE,
    ),
    _plain(
        "event_frequency_count",
        "EventFrequencyCount",
        "The issue has more than `value` events within `interval`.",
        _count("The number of events that is exceeded: 1 means more than one."),
        _INTERVAL,
        _FILTERS,
    ),
    _plain(
        "event_frequency_percent",
        "EventFrequencyPercent",
        "The issue has `value` percent more events within `interval` than some time ago.",
        _count("Percent more than then."),
        _INTERVAL,
        _COMPARISON_INTERVAL,
        _FILTERS,
    ),
    _plain(
        "event_unique_user_frequency_count",
        "EventUniqueUserFrequencyCount",
        "The issue affects more than `value` users within `interval`.",
        _count("The number of users that is exceeded: 1 means more than one."),
        _INTERVAL,
        _FILTERS,
    ),
    _coded(
        "issue_category",
        "IssueCategory",
        "The kind of issue.",
        Property("category", Text(CATEGORIES.names), "Which kind.", required=True),
        _INCLUDE,
        encode=lambda props: {
            "value": CATEGORIES.number(props["category"]),
            "include": props.get("include", True),
        },
        decode=lambda body: {
            "category": CATEGORIES.name(body.get("value")),
            "include": body.get("include", True),
        },
    ),
    _plain(
        "issue_occurrences",
        "IssueOccurrences",
        "The issue has happened at least `value` times.",
        _count("The number of times.", 1),
    ),
    _priority(
        "issue_priority_deescalating",
        "IssuePriorityDeescalating",
        "The issue's priority fell below what it was.",
        "The priority that it fell from.",
    ),
    _priority(
        "issue_priority_greater_or_equal",
        "IssuePriorityGreaterOrEqual",
        "The issue's priority is that or higher.",
        "The least priority.",
    ),
    _plain(
        "issue_type",
        "IssueType",
        "The exact type of issue.",
        Property("value", Text(), "Sentry's name of the type, such as `error`.", required=True),
        _INCLUDE,
    ),
    _plain(
        "latest_adopted_release",
        "LatestAdoptedRelease",
        "The event's release compared with the latest one adopted in an environment.",
        Property("environment", Text(), "The environment.", required=True),
        Property("ageComparison", Text(get_args(AgeSide)), "Older or newer than.", required=True),
        Property(
            "releaseAgeType",
            Text(get_args(ReleaseAge)),
            "The oldest or newest adopted.",
            required=True,
        ),
    ),
    _coded(
        "latest_release",
        "LatestRelease",
        "The event comes from the latest release.",
        encode=lambda _: True,
        decode=lambda _: {},
    ),
    _coded(
        "level",
        "Level",
        "The event's level.",
        Property("level", Text(LEVELS.names), "Which level.", required=True),
        Property(
            "match",
            Text(LEVEL_MATCHES),
            "That level, it or worse, it or milder.",
            required=True,
        ),
        encode=lambda props: {"level": LEVELS.number(props["level"]), "match": props["match"]},
        decode=lambda body: {"level": LEVELS.name(body.get("level")), **given(body, "match")},
    ),
    _plain(
        "percent_sessions_count",
        "PercentSessionsCount",
        "The issue affects more than `value` percent of the sessions within `interval`.",
        _count("Percent of the sessions, exceeded.", maximum=limits.LARGEST_SHARE),
        _INTERVAL,
    ),
    _plain(
        "percent_sessions_percent",
        "PercentSessionsPercent",
        "The share of sessions affected is `value` percent higher than some time ago.",
        _count("Percent more than then.", maximum=limits.LARGEST_SHARE),
        _INTERVAL,
        _COMPARISON_INTERVAL,
        _FILTERS,
    ),
    _plain(
        "tagged_event",
        "TaggedEvent",
        "A tag of the event.",
        Property(
            "key",
            Text(
                pattern=limits.TAG_KEY.pattern,
                pattern_meaning="the name of a tag (letters, digits, _ . : -)",
            ),
            "The tag's name.",
            required=True,
        ),
        _MATCH,
        _VALUE,
    ),
)

CONDITIONS = Variants("FilterCondition", "condition", "type", tuple(one.variant for one in CODECS))
_BY_TAG = {one.variant.tag: one for one in CODECS}


def encode(condition: Props) -> Props:
    """A checked condition as Sentry wants it."""
    tag = condition["type"]
    comparison = _BY_TAG[tag].encode(condition)
    return {"type": tag, "comparison": comparison, "conditionResult": True}


def decode(body: Props) -> Props:
    """A condition of Sentry's; of one of an unknown type only the type."""
    tag = str(body.get("type"))
    codec = _BY_TAG.get(tag)
    return {"type": tag, **(codec.decode(body.get("comparison")) if codec else {})}


def faults(condition: Props) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with a condition beyond its single properties: paths within it, sentences."""
    if condition.get("type") in {"event_attribute", "tagged_event"}:
        yield from _match_faults(condition, ())
    if condition.get("type") == "assigned_to":
        yield from _assignee_faults(condition)
    for index, event_filter in enumerate(condition.get("filters") or []):
        if isinstance(event_filter, dict):
            yield from _match_faults(event_filter, ("filters", index))
            if ("key" in event_filter) == ("attribute" in event_filter):
                yield ("filters", index), "must have exactly one of key and attribute"


def _match_faults(
    holder: Props, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    match = holder.get("match")
    if match in VALUELESS and "value" in holder:
        yield (*path, "value"), f"must be left out with match {match}"
    if match in MATCHES.values() and match not in VALUELESS and "value" not in holder:
        yield (*path, "value"), f"is required with match {match}"


def _assignee_faults(condition: Props) -> Iterator[tuple[tuple[str | int, ...], str]]:
    target = condition.get("targetType")
    if target == "Unassigned" and condition.get("targetIdentifier"):
        yield ("targetIdentifier",), "must be left out with targetType Unassigned"
    if target in {"Member", "Team"} and not condition.get("targetIdentifier"):
        yield ("targetIdentifier",), f"is required with targetType {target}"

"""Triggers and filters that exclude each other.

Sentry's own form refuses to save them (`findConflictingConditions` in
static/app/views/automations/hooks/utils.tsx of getsentry/sentry); its API takes them, and the
alert never goes off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Condition, IssueFilter, SentryIssue
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_COUNTS = (
    "event_frequency_count",
    "event_frequency_percent",
    "event_unique_user_frequency_count",
)
_RISEN, _FALLEN = "issue_priority_greater_or_equal", "issue_priority_deescalating"


def check(signal: SentryIssue, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """Triggers given twice, filters that no new issue passes, priorities that rise and fall."""
    for n, trigger in enumerate(signal.triggers):
        if trigger in signal.triggers[:n]:
            yield Mistake((*path, "triggers", n), f"{trigger} stands there already", trigger)
    only_new = signal.triggers == ("first_seen",) and not signal.seer_activities
    for n, group in enumerate(signal.filters):
        where = (*path, "filters", n, "conditions")
        if only_new:
            yield from _never_new(group, where)
        # a condition that says nothing is a mistake told elsewhere
        kinds = [each.kind if each.model_fields_set else "" for each in group.conditions]
        if group.match == "all" and _RISEN in kinds and _FALLEN in kinds:
            message = f"can't hold together with {_RISEN}; give each a filter, or write match: any"
            yield Mistake((*where, kinds.index(_FALLEN)), message, on_key=True)


def counting(group: IssueFilter) -> tuple[Condition, ...]:
    """Return the counts that a filter wants before it lets anything through; none for others."""
    counts = tuple(each for each in group.conditions if _counts(each))
    wanted = group.match == "all" or (group.match == "any" and len(counts) == len(group.conditions))
    return counts if wanted else ()


def _never_new(group: IssueFilter, path: Path) -> Iterator[Mistake]:
    """Conditions because of which a filter lets no new issue through."""
    unmet = _always_new if group.match == "none" else _is_never_new
    found = [n for n, condition in enumerate(group.conditions) if unmet(condition)]
    if group.match == "any" and len(found) < len(group.conditions):
        return
    how = "always" if group.match == "none" else "never"
    for n in found:
        message = (
            f"is {how} so for an issue seen for the first time, which triggers: [first_seen] looks"
            " at; write triggers: [] to look at every event"
        )
        yield Mistake((*path, n), message, on_key=True)


def _is_never_new(condition: Condition) -> bool:
    """Whether an issue can't meet this with its first event."""
    age, occurrences = condition.age_comparison, condition.issue_occurrences
    return (
        _counts(condition)
        or (age is not None and age.comparison == "older")
        or (occurrences is not None and occurrences.value > 1)
    )


def _always_new(condition: Condition) -> bool:
    """Whether every issue meets this with its first event."""
    age, occurrences = condition.age_comparison, condition.issue_occurrences
    return (age is not None and age.comparison == "newer") or (
        occurrences is not None and occurrences.value <= 1
    )


def _counts(condition: Condition) -> bool:
    """Whether it wants more than one event or user."""
    sections = (getattr(condition, kind) for kind in _COUNTS)
    return any(section is not None and section.value >= 1 for section in sections)

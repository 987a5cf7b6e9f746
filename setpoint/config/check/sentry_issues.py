"""Sentry's rules of issue alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.sentry_signals import conditions_of
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Condition, SentryIssue
    from setpoint.config.model.signal.sentry_condition import (
        EventAttribute,
        EventFilter,
        TaggedEvent,
    )
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_VALUELESS = ("is_set", "is_not_set")
_COUNTING = (
    "event_frequency_count",
    "event_unique_user_frequency_count",
    "event_frequency_percent",
    "percent_sessions_percent",
)
_STREAMS = {"issues", "errors"}


def check(signal: SentryIssue, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """No moment to look at issues; conditions that miss or exceed what their match needs."""
    looks_at_all = _STREAMS & set(signal.monitors)
    given = signal.model_fields_set
    if looks_at_all and not {"triggers", "seer_activities"} & given:
        yield Mistake((*path, "triggers"), "is missing (when an issue is looked at)")
    for where, condition in conditions_of(signal, path):
        yield from _condition(condition, where)


def _condition(condition: Condition, path: Path) -> Iterator[Mistake]:
    """One condition."""
    for key in ("event_attribute", "tagged_event"):
        if getattr(condition, key) is not None:
            yield from _matching(getattr(condition, key), (*path, key))
    for key in _COUNTING:
        counted = getattr(condition, key)
        for n, event_filter in enumerate(counted.filters if counted is not None else ()):
            yield from _matching(event_filter, (*path, key, "filters", n))
    assigned = condition.assigned_to
    if assigned is not None and (assigned.id is None) != (assigned.target == "unassigned"):
        where = (*path, "assigned_to", "id")
        if assigned.id is None:
            yield Mistake(where, f"is missing; name the {assigned.target}")
        else:
            yield Mistake(where, "does not belong to unassigned", on_key=True)


def _matching(
    matching: EventAttribute | TaggedEvent | EventFilter, path: Path
) -> Iterator[Mistake]:
    """A value where there has to be one."""
    without = matching.match in _VALUELESS
    if without and matching.value is not None:
        yield Mistake((*path, "value"), f"{matching.match} takes no value", on_key=True)
    if not without and matching.value is None:
        yield Mistake((*path, "value"), f"is missing; {matching.match} needs one")

"""Sentry's rules of issue alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Condition, SentryIssue
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_VALUELESS = ("is_set", "is_not_set")


def check(signal: SentryIssue, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """Conditions that miss or exceed what their match needs."""
    for f, issue_filter in enumerate(signal.filters):
        for c, condition in enumerate(issue_filter.conditions):
            yield from _condition(condition, (*path, "filters", f, "conditions", c))


def _condition(condition: Condition, path: Path) -> Iterator[Mistake]:
    """One condition."""
    for key in ("event_attribute", "tagged_event"):
        matching = getattr(condition, key)
        if matching is None:
            continue
        without = matching.match in _VALUELESS
        if without and matching.value is not None:
            yield Mistake((*path, key, "value"), f"{matching.match} takes no value", on_key=True)
        if not without and matching.value is None:
            yield Mistake((*path, key, "value"), f"is missing; {matching.match} needs one")
    assigned = condition.assigned_to
    if assigned is not None and (assigned.id is None) != (assigned.target == "unassigned"):
        where = (*path, "assigned_to", "id")
        if assigned.id is None:
            yield Mistake(where, f"is missing; name the {assigned.target}")
        else:
            yield Mistake(where, "does not belong to unassigned", on_key=True)

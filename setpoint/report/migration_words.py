"""What a migration came to, as data and in the words that its reports share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from setpoint.migration.duplicates import Duplicates
    from setpoint.migration.outcome import Outcome, SentryObject


def migration_as_json(outcome: Outcome) -> dict[str, Any]:
    """Return the whole outcome; ids are Sentry's numbers, as text."""
    return {
        "organization": outcome.organization,
        "taken": [
            {**_original(one.original), "alert": one.path, "resource": one.token}
            for one in outcome.taken
        ],
        "left": [{**_original(one.original), "reason": one.reason} for one in outcome.left],
        "duplicates": [_duplicates(one) for one in outcome.duplicates],
        "built_in": outcome.built_in,
        "unseen": dict(outcome.unseen),
    }


def summary(outcome: Outcome) -> str:
    """Return a migration in one sentence."""
    kinds = [one.original.kind for one in outcome.taken]
    monitors = _counted(kinds.count("monitor"), "monitor")
    alerts = _counted(kinds.count("alert"), "alert")
    text = f"{outcome.organization}: {monitors} and {alerts} taken over, {len(outcome.left)} left"
    groups = _counted(len(outcome.duplicates), "group")
    return f"{text}, {groups} of alerts firing twice" if outcome.duplicates else text


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _original(original: SentryObject) -> dict[str, Any]:
    return {
        "kind": original.kind,
        "id": original.id,
        "name": original.name,
        "type": original.type,
        "project": original.project,
    }


def _duplicates(group: Duplicates) -> dict[str, Any]:
    return {
        "ids": list(group.ids),
        "names": list(group.names),
        "made_by_sentry": list(group.made_by_sentry),
        "reason": group.reason,
    }

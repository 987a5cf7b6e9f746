"""What the Sentry provider would drop: members of Sentry's answers that it doesn't decode.

An object with such members is left where it is: the next change through the provider would
clear them without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.sentry_alerting import actions, conditions
from setpoint.migration.inexpressible import InexpressibleError

if TYPE_CHECKING:
    from collections.abc import Iterator

# How Sentry says by what an app is named; the provider names it by its number alone.
_SAID_OTHERWISE = frozenset({"sentryAppIdentifier"})
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def refuse_losses(workflow: dict[str, Any]) -> None:
    """See that nothing of an alert's conditions and actions gets lost.

    Raises:
        InexpressibleError: Something would; the error names it.
    """
    for one in workflow.get("actionFilters") or []:
        for action in one.get("actions") or []:
            _refuse(_action_losses(action), f"its {action.get('type')} action")
        for condition in one.get("conditions") or []:
            _refuse(_condition_losses(condition), f"its condition {condition.get('type')}")


def _refuse(paths: Iterator[str], what: str) -> None:
    found = sorted(paths)
    if found:
        raise InexpressibleError(f"{what} has {', '.join(found)}, which the config can't say")


def _action_losses(action: dict[str, Any]) -> Iterator[str]:
    if action.get("status") not in {None, "active"}:
        yield f"status {action['status']}"
    decoded = actions.decode(action)
    if len(decoded) == 1 and decoded["type"] not in {"plugin", "webhook"}:
        return  # of a type that is not known, which is refused where it is written
    data = dict(action.get("data") or {})
    if "additional_fields" in data:  # Sentry's examples have both spellings
        data["additionalFields"] = data.pop("additional_fields")
    again = actions.encode({"channelId": "", **decoded})
    yield from _missing(data, again["data"], "")
    yield from _missing(action.get("config") or {}, again["config"], "")


def _condition_losses(condition: dict[str, Any]) -> Iterator[str]:
    decoded = conditions.decode(condition)
    comparison = condition.get("comparison")
    if len(decoded) > 1 and isinstance(comparison, dict):
        yield from _missing(comparison, conditions.encode(decoded)["comparison"], "")


def _missing(before: Any, after: Any, path: str) -> Iterator[str]:
    """Paths of what is there before and not after."""
    if not isinstance(before, dict):
        return
    known = after if isinstance(after, dict) else {}
    for key, value in before.items():
        here = f"{path}.{key}" if path else str(key)
        if value in _EMPTY or key in _SAID_OTHERWISE:
            continue
        if key not in known:
            yield here
        else:
            yield from _missing(value, known[key], here)

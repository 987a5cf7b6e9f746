"""The summary of an operation, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape

from setpoint.report.steps import LOOK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from setpoint.automation.steps import Outcome, Step

_ORDER = ("create", "update", "replace", "delete", "import", "failed", "same")
_ALWAYS = frozenset({"create", "update", "delete"})


def counts_as_text(counts: Mapping[str, int], *, preview: bool) -> str:
    """Return `3 created, 1 updated, 0 deleted, 120 unchanged`."""
    return ", ".join(
        f"{counts.get(op, 0)} {_verb(op, preview=preview)}"
        for op in _ORDER
        if counts.get(op, 0) or op in _ALWAYS
    )


def _verb(op: str, *, preview: bool) -> str:
    if op == "same":
        return "unchanged"
    look = LOOK.get(op)
    if look is None:
        return op
    return f"to {look[3]}" if preview else look[2]


def print_outcome(console: Console, outcome: Outcome) -> None:
    """Print the last line of an operation."""
    word, style = "failed", "bold red"
    if outcome.succeeded:
        word, style = "done", "green"
    elif outcome.interrupted:
        word, style = "interrupted", "yellow"
    counts = counts_as_text(outcome.counts, preview=outcome.operation == "preview")
    title = escape(f"{outcome.operation} {outcome.environment}")
    console.print(
        f"[{style}]{title} {word}[/] in {outcome.seconds:.1f} s: {counts}",
        highlight=False,
        soft_wrap=True,
    )


def outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome as JSON-ready values; unchanged resources are only counted."""
    return {
        "operation": outcome.operation,
        "environment": outcome.environment,
        "succeeded": outcome.succeeded,
        "interrupted": outcome.interrupted,
        "seconds": round(outcome.seconds, 1),
        "counts": dict(outcome.counts),
        "changes": [_step_as_json(step) for step in outcome.steps if step.is_change],
        "messages": list(outcome.messages),
    }


def _step_as_json(step: Step) -> dict[str, Any]:
    return {
        "op": step.op,
        "state": step.state,
        "type": step.type,
        "name": step.name,
        "urn": step.urn,
        "properties": [
            {"path": change.path, "old": change.old, "new": change.new} for change in step.changes
        ],
    }

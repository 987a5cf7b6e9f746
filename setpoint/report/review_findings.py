"""A review as findings at lines, for code scanning and annotations.

A loss is an error where the alert paged, else a warning; what broke a policy is an error on
its own line; an edit that makes alerts less sensitive is a warning and any other a note.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from setpoint.report.review_words import (
    EFFECTS,
    edit_reach,
    edit_sentences,
    edit_title,
    edit_values,
    listed,
    loss_lines,
    part_lines,
)
from setpoint.report.sarif import Result
from setpoint.review import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.review import Edit, Review

RULES: Final = {
    "removed": "An alert is gone",
    "disabled": "An alert notifies nobody",
    "unrouted": "An alert reaches nobody",
    "no-longer-pages": "An alert pages nobody any more",
    "pages-low": "An alert wakes nobody any more",
    "muted": "An alert is kept quiet by another",
    "cannot-fire": "An alert can't go off",
    "metric-unwatched": "No alert watches a metric any more",
    "edit-less": "An edit makes alerts less sensitive",
    "edit-mixed": "An edit makes alerts less sensitive for some data and more for other",
    "edit-unknown": "An edit changes what alerts watch",
    "edit-more": "An edit makes alerts more sensitive",
    "history-deleted": "What a vendor remembers is deleted",
    "part": "Something beside the alerts is new or gone",
    "edit-unchanged": "An edit changes alerts, but not when they go off",
}
_QUIETER: Final = frozenset({Effect.less, Effect.mixed})


def findings(review: Review, prefix: str = "") -> Iterator[Result]:
    """Yield losses, then edits.

    Args:
        review: The review.
        prefix: The project's path in its repository, with a slash at its end.
    """
    for each in _found(review):
        yield replace(each, origin=each.origin.below(prefix))


def _found(review: Review) -> Iterator[Result]:
    for loss, environments in loss_lines(review):
        yield Result(
            loss.kind.value,
            "error" if loss.pages else "warning",
            f"{loss.subject} in {listed(environments)} {loss.sentence}",
            loss.origin,
            f"{loss.kind.value}:{loss.subject}:{','.join(environments)}",
        )
    for edit in review.edits:
        yield _edit(edit)
    for line in part_lines(review):
        message = f"{line.path} in {listed(line.environments)}: {line.text}"
        yield Result("part", "note", message, line.origin, f"part:{message}")


def _edit(edit: Edit) -> Result:
    old, new = edit_values(edit)
    follows = (EFFECTS[edit.effect], *edit_sentences(edit))
    told = "; ".join(filter(None, follows))
    message = f"{edit_title(edit)}: {old} -> {new}, reaches {edit_reach(edit)}"
    return Result(
        f"edit-{edit.effect.value}",
        "warning" if edit.effect in _QUIETER else "note",
        f"{message}: {told}" if told else message,
        edit.origin,
        f"edit:{edit.path}:{old}:{new}",
    )

"""A review as findings at lines, for code scanning and annotations.

A loss is an error where the alert paged, else a warning; what broke a policy is an error on
its own line; an edit that makes alerts less sensitive is a warning and any other a note.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from setpoint.config.value import Origin
from setpoint.report.review_page.edits import edit_entry
from setpoint.report.review_page.entries import beside, losses, settings
from setpoint.report.review_page.wording import listed
from setpoint.report.sarif import Result
from setpoint.review import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.review import Edit, Review

RULES: Final = {
    "settings-changed": "A provider's setting, or what runs with credentials, is changed",
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
    for each in settings(review):
        where = f" in {each.where}" if each.where else ""
        message = f"{each.subject}{where}: {each.text}"
        place = each.origin or Origin("Pulumi.yaml", 1, 1)
        yield Result("settings-changed", "error", message, place, f"setting:{message}")
    for loss, environments in losses(review):
        yield Result(
            loss.kind.value,
            "error" if loss.pages else "warning",
            f"{loss.subject} in {listed(environments)} {loss.sentence}",
            loss.origin,
            f"{loss.kind.value}:{loss.subject}:{','.join(environments)}",
        )
    for edit in review.edits:
        yield _edit(edit)
    for entry in beside(review):
        message = f"{entry.subject} in {entry.where}: {entry.text}"
        assert entry.origin is not None  # noqa: S101 - a part stands somewhere
        yield Result("part", "note", message, entry.origin, f"part:{message}")


def _edit(edit: Edit) -> Result:
    entry = edit_entry(edit)
    message = f"{entry.title}: {entry.values.told}, reaches {entry.examples}"
    return Result(
        f"edit-{edit.effect.value}",
        "warning" if edit.effect in _QUIETER else "note",
        f"{message}: {entry.follows}" if entry.follows else message,
        edit.origin,
        f"edit:{edit.path}:{entry.values.told}",
    )

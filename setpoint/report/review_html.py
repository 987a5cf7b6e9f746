"""A review as one HTML page that needs nothing beside it.

Each changed threshold has a picture: a scale, where the line was and where it is, and on
which side of it the alert goes off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.quantity import quantity
from setpoint.report.pages import render
from setpoint.report.review_shifts import shift_section
from setpoint.report.review_verdict import verdict_lines
from setpoint.report.review_words import (
    EFFECTS,
    SIGNS,
    became,
    became_text,
    cost_lines,
    detection,
    edit_reach,
    edit_sentences,
    edit_title,
    edit_values,
    listed,
    loss_lines,
    part_lines,
    reached,
    reached_text,
    shortened,
    summary,
    touched_text,
    value_lines,
)

if TYPE_CHECKING:
    from setpoint.oncall import RotaComparison
    from setpoint.review import AlertChange, Edit, FieldChange, Review, Verdict

_WIDTH: Final = 220.0
_HUNDRED: Final = 100.0
_DRAWN: Final = ("threshold", "warning", "resolve", "band")


def review_html(review: Review, verdict: Verdict, rotas: RotaComparison | None = None) -> str:
    """Return the page."""
    return render(
        "review.html",
        summary=summary(review),
        refused=verdict.refused,
        verdict=verdict_lines(verdict),
        losses=[
            {"loss": loss, "environments": listed(environments)}
            for loss, environments in loss_lines(review)
        ],
        edits=[_edit(edit) for edit in review.edits],
        became=[
            {
                "sign": SIGNS[line.change.kind],
                "change": line.change,
                "environments": listed(line.environments),
                "text": became_text(line),
            }
            for line in became(review)
        ],
        reached=[
            (f"{shortened(line.alerts)} in {listed(line.environments)}", reached_text(line))
            for line in reached(review)
        ],
        section=shift_section(rotas),
        parts=[(line, listed(line.environments)) for line in part_lines(review)],
        costs=cost_lines(review),
        changes=[_change(change) for change in review.changes],
    )


def _edit(edit: Edit) -> dict[str, Any]:
    old, new = edit_values(edit)
    return {
        "title": edit_title(edit),
        "old": old,
        "new": new,
        "effect": edit.effect.value,
        "word": EFFECTS[edit.effect],
        "reach": edit_reach(edit),
        "sentences": edit_sentences(edit),
        "origin": str(edit.origin),
        "pictures": [found for field in edit.fields if (found := picture(field)) is not None],
    }


def _change(change: AlertChange) -> dict[str, Any]:
    return {
        "change": change,
        "word": EFFECTS[change.sensitivity],
        "detection": detection((change,)),
        "touched": touched_text(change),
        "values": value_lines(change),
        "priced": change.price_before != change.price_after,
    }


def picture(field: FieldChange) -> dict[str, Any] | None:
    """Return where the old and the new line stand on a scale, None for what is no threshold."""
    old, new = field.old_number, field.new_number
    if old is None or new is None or field.path.rpartition(".")[2] not in _DRAWN:
        return None
    low = min(0.0, old, new)
    percent = field.unit == "Percent" and max(old, new) <= _HUNDRED
    high = _HUNDRED if percent else max(old, new, low) * 1.25 or 1.0
    scale = _WIDTH / ((high - low) or 1.0)
    return {
        "width": _WIDTH,
        "old": round((old - low) * scale, 1),
        "new": round((new - low) * scale, 1),
        "old_text": field.old,
        "new_text": field.new,
        "low_text": quantity(low, field.unit),
        "high_text": quantity(high, field.unit),
        "title": f"{field.path} from {field.old} to {field.new}",
    }

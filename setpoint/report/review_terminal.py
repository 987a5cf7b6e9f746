"""A review as text for a terminal: losses first, then edits, then what came and went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.report.plain import Cell, Paper, columns
from setpoint.report.review_shifts import shift_section
from setpoint.report.review_verdict import verdict_lines
from setpoint.report.review_words import (
    EFFECTS,
    SIGNS,
    became,
    became_text,
    brief,
    cost_lines,
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
)
from setpoint.review import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.oncall import RotaComparison
    from setpoint.report.review_shifts import ShiftSection
    from setpoint.review import Edit, Review, Verdict

_STYLES: Final = {
    "-": ("red",),
    "+": ("green",),
    "~": ("yellow",),
    Effect.less: ("red",),
    Effect.more: ("green",),
    Effect.mixed: ("yellow",),
    Effect.unknown: ("yellow",),
    Effect.unchanged: ("dim",),
}


def review_text(
    review: Review, verdict: Verdict, paper: Paper, rotas: RotaComparison | None = None
) -> str:
    """Return the whole report."""
    lines = [summary(review)]
    section = shift_section(rotas)
    for title, found in (
        ("Lost", columns(list(_losses(review)), paper)),
        ("Edited", _edits(review.edits, paper)),
        ("Came and went", columns(list(_became(review)), paper)),
        ("Who hears of it", columns(list(_reached(review)), paper)),
        (section.title, _shifts(section, paper)),
        ("Beside the alerts", columns(list(_parts(review)), paper)),
        ("A month at list prices", columns(list(_costs(review)), paper)),
        ("Policies", columns(list(_verdict(verdict)), paper)),
    ):
        told = list(found)
        lines += ["", paper.style(title, "bold"), *told] if told else []
    return "".join(f"{line}\n" for line in lines)


def _losses(review: Review) -> Iterator[list[Cell]]:
    for loss, environments in loss_lines(review):
        yield [
            _sign("-"),
            Cell(loss.subject, ("bold",)),
            Cell(listed(environments)),
            Cell(loss.severity or ""),
            Cell(loss.sentence, ("red",)),
            Cell(str(loss.origin), ("dim",)),
        ]


def _edits(edits: Sequence[Edit], paper: Paper) -> Iterator[str]:
    """Yield a line for each edit, in columns, and under it what follows from it."""
    heads = [_head(edit) for edit in edits]
    aligned = [[line] for line in columns(heads, paper)]
    wraps = len(aligned) != len(heads)
    tables = [list(columns([head], paper)) for head in heads] if wraps else aligned
    for edit, table in zip(edits, tables, strict=True):
        yield from table
        text = ": ".join(filter(None, (edit_reach(edit), "; ".join(edit_sentences(edit)))))
        yield from columns([[Cell("  "), Cell(text)]], paper)


def _head(edit: Edit) -> list[Cell]:
    old, new = brief(*edit_values(edit))
    return [
        _sign("~"),
        Cell(edit_title(edit), ("bold",)),
        Cell(f"{old} -> {new}"),
        Cell(EFFECTS[edit.effect], _STYLES[edit.effect]),
        Cell(str(edit.origin), ("dim",)),
    ]


def _became(review: Review) -> Iterator[list[Cell]]:
    for line in became(review):
        change = line.change
        yield [
            _sign(SIGNS[change.kind]),
            Cell(change.id, ("bold",)),
            Cell(listed(line.environments)),
            Cell(became_text(line)),
            Cell(str(change.origin), ("dim",)),
        ]


def _reached(review: Review) -> Iterator[list[Cell]]:
    for line in reached(review):
        where = f"{shortened(line.alerts, 3)} in {listed(line.environments)}"
        yield [Cell(f"  {where}"), Cell(reached_text(line))]


def _shifts(section: ShiftSection, paper: Paper) -> Iterator[str]:
    """Yield the stretches in columns, then hours by environment."""
    stretches = [
        [
            Cell(f"  {line.where}"),
            Cell(line.when),
            Cell(line.who, ("red",) if line.uncovered else ()),
        ]
        for line in section.shifts
    ]
    yield from columns(stretches, paper)
    hours = [[Cell(f"  hours in {where}"), Cell(text)] for where, text in section.hours]
    yield from columns(hours, paper)


def _parts(review: Review) -> Iterator[list[Cell]]:
    for line in part_lines(review):
        yield [
            _sign(line.sign),
            Cell(line.path, ("bold",)),
            Cell(listed(line.environments)),
            Cell(line.text),
            Cell(str(line.origin), ("dim",)),
        ]


def _costs(review: Review) -> Iterator[list[Cell]]:
    for environment, text in cost_lines(review):
        yield [Cell(f"  {environment}"), Cell(text)]


def _verdict(verdict: Verdict) -> Iterator[list[Cell]]:
    style = ("red",) if verdict.refused else ("yellow",)
    for line in verdict_lines(verdict):
        yield [Cell("  "), Cell(line, style)]


def _sign(sign: str) -> Cell:
    return Cell(sign, _STYLES[sign])

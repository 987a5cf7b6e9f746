"""A review as text for a terminal: losses first, then edits, then what came and went.

Each thing is a line, and under an edit what follows from it; on a terminal they flow within its
width, anywhere else they stay lines, so that grep finds them whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.report.plain import Cell, Paper, columns, flowing
from setpoint.report.review_page import review_page
from setpoint.review import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.value import Origin
    from setpoint.oncall import RotaComparison
    from setpoint.report.review_page import EditEntry, Entry, ReviewPage
    from setpoint.report.review_page.shifts import ShiftSection
    from setpoint.review import Review, Verdict

_SIGNS: Final = {"-": ("red",), "+": ("green",), "~": ("yellow",), "": ()}
_EFFECTS: Final = {
    Effect.less: ("red",),
    Effect.more: ("green",),
    Effect.mixed: ("yellow",),
    Effect.unknown: ("yellow",),
    Effect.unchanged: (),
}
_INDENT: Final = "    "


def review_text(
    review: Review, verdict: Verdict, paper: Paper, rotas: RotaComparison | None = None
) -> str:
    """Return the whole report."""
    page = review_page(review, verdict, rotas)
    lines = list(flowing([Cell(page.summary)], paper, indent=0))
    for title, found in _sections(page, paper):
        told = list(found)
        lines += ["", paper.style(title, "bold"), *told] if told else []
    return "".join(f"{line}\n" for line in lines)


def _sections(page: ReviewPage, paper: Paper) -> Iterator[tuple[str, Iterator[str]]]:
    yield page.settings.title, _entries(page.settings.entries, paper, ("red",))
    yield page.lost.title, _entries(page.lost.entries, paper, ("red",))
    yield "Edited", (line for edit in page.edits for line in _edit(edit, paper))
    for section in page.rest:
        yield section.title, _entries(section.entries, paper, ())
    yield page.shifts.title, _shifts(page.shifts, paper)
    costs = [[Cell(f"  {environment}"), Cell(text)] for environment, text in page.costs]
    yield "A month at list prices", columns(costs, paper)
    style = ("red",) if page.refused else ("yellow",)
    policies = (flowing([Cell(f"  {line}", style)], paper) for line in page.violations)
    yield "Policies", (line for lines in policies for line in lines)


def _entries(entries: tuple[Entry, ...], paper: Paper, style: tuple[str, ...]) -> Iterator[str]:
    for entry in entries:
        where = f" ({entry.where})" if entry.where else ""
        yield from flowing(
            [
                Cell(entry.sign, _SIGNS[entry.sign]),
                Cell(entry.subject, ("bold",)),
                Cell(f"{where}:"),
                Cell(entry.text, style),
                _place(entry.origin),
            ],
            paper,
        )


def _edit(edit: EditEntry, paper: Paper) -> Iterator[str]:
    """Yield what was edited, and under it what follows for whom."""
    told = "" if edit.values.lines else edit.values.told
    yield from flowing(
        [Cell("~", _SIGNS["~"]), Cell(f"{edit.title}:", ("bold",)), Cell(told)], paper
    )
    for line in edit.values.lines:
        yield paper.style(f"{_INDENT}{line.sign or ' '} {line.text}", *_SIGNS[line.sign])
    reach = edit.examples.removeprefix(edit.subject).strip()
    follows = "; ".join(edit.sentences)
    yield from flowing(
        [
            Cell(f"{_INDENT}{reach}{':' if edit.follows else ''}"),
            Cell(f"{edit.word}{';' if edit.word and follows else ''}", _EFFECTS[edit.effect]),
            Cell(follows),
            _place(edit.origin),
        ],
        paper,
    )
    for outcome in edit.outcomes:
        text = f"{_INDENT}{outcome.reach}: {outcome.text}"
        yield from flowing([Cell(text)], paper)


def _place(origin: Origin | None) -> Cell:
    return Cell(f"[{origin}]" if origin else "", ("dim",))


def _shifts(section: ShiftSection, paper: Paper) -> Iterator[str]:
    """Yield the stretches of each schedule in columns, then hours by environment."""
    for where, lines in section.by_schedule.items():
        yield from flowing([Cell(f"  {where}")], paper)
        rows = [
            [Cell(f"{_INDENT}{line.when}"), Cell(line.who, ("red",) if line.uncovered else ())]
            for line in lines
        ]
        yield from columns(rows, paper)
    for where, text in section.hours:
        yield from flowing([Cell(f"  hours in {where}: {text}")], paper)

"""A review as a pull request's comment: a summary, losses, a table, the details folded.

Each edit is told once, in a row: what it reaches, and what differs for whom, is folded.
GitHub takes 65,536 characters. What doesn't fit is left out row by row, and the comment says
how many rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.model import SIGNALS
from setpoint.report.markdown import code, inert, table
from setpoint.report.review_page import review_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from setpoint.oncall import RotaComparison
    from setpoint.report.review_page import EditEntry, Entry, Values
    from setpoint.report.review_page.shifts import ShiftSection
    from setpoint.review import Review, Verdict

LIMIT: Final = 65_536
# Room for headings, the closing of folds, and the sentence about what was left out.
_RESERVE: Final = 1_000
_TABLE_SHARE: Final = 0.5
# Lets the next run find the comment that it brings up to date.
MARK: Final = "<!-- setpoint diff -->"


def review_markdown(
    review: Review, verdict: Verdict, rotas: RotaComparison | None = None, *, limit: int = LIMIT
) -> str:
    """Return the comment, at most `limit` characters long."""
    page = review_page(review, verdict, rotas)
    comment = _Comment(limit - _RESERVE)
    comment.add([MARK, f"**Setpoint**: {inert(page.summary)}", ""])
    comment.rows(f"**{page.settings.title}**", list(_entries(page.settings.entries)))
    word = "Refused" if page.refused else "Policy"
    comment.rows("", [f"- **{word}**: {inert(line)}" for line in page.policies])
    comment.rows(f"**{page.lost.title}**", list(_entries(page.lost.entries, signs=False)))
    head = table(("Edit", "Change", "Effect", "Reaches"), ())
    comment.rows("", [_row(edit) for edit in page.edits], head=head, share=_TABLE_SHARE)
    for section in page.rest:
        comment.rows(f"**{section.title}**", list(_entries(section.entries)))
    _shifts(comment, page.shifts)
    costs = [f"{inert(environment)} {inert(text)}" for environment, text in page.costs]
    comment.rows("", [f"A month at list prices: {', '.join(costs)}"] if costs else [])
    details = [line for edit in page.edits for line in _details(edit)]
    comment.fold("Whom each edit reaches", details)
    return comment.text


class _Comment:
    """Lines within a limit of characters."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lines: list[str] = []
        self._used = 0

    @property
    def text(self) -> str:
        """The comment."""
        return "\n".join(self._lines).rstrip("\n") + "\n"

    def add(self, lines: Iterable[str]) -> None:
        """Add lines, whatever their length."""
        for line in lines:
            self._lines.append(line)
            self._used += len(line) + 1

    def rows(
        self, title: str, rows: Sequence[str], *, head: Sequence[str] = (), share: float = 1.0
    ) -> None:
        """Add as many rows as fit into a share of what is left, and say how many don't."""
        if not rows:
            return
        self.add([*([title, ""] if title else []), *head])
        fitting = _fitting(rows, (self._limit - self._used) * share)
        self.add(rows[:fitting])
        if fitting < len(rows):
            self.add(["", f"... {len(rows) - fitting} more; `setpoint diff` tells them all"])
        self.add([""])

    def fold(self, title: str, rows: Sequence[str]) -> None:
        """Add rows that are shown when somebody clicks."""
        if rows:
            self.add([f"<details><summary>{title}</summary>", ""])
            self.rows("", rows)
            self.add(["</details>", ""])


def _fitting(rows: Sequence[str], room: float) -> int:
    for number, row in enumerate(rows):
        room -= len(row) + 1
        if room < 0:
            return number
    return len(rows)


def _entries(entries: Iterable[Entry], *, signs: bool = True) -> Iterator[str]:
    for entry in entries:
        sign = f"`{entry.sign}` " if entry.sign and signs else ""
        where = f" ({inert(entry.where)})" if entry.where else ""
        place = f" {code(str(entry.origin))}" if entry.origin else ""
        yield f"- {sign}**{inert(entry.subject)}**{where} {inert(entry.text)}{place}"


def _row(edit: EditEntry) -> str:
    place = f"{edit.origin.file}:{edit.origin.line}"
    varies = "differs by alert" if edit.outcomes else ""
    cells = (
        f"{code(_title(edit))}<br>{inert(place)}",
        _values(edit.values),
        inert("; ".join(filter(None, (edit.follows, varies)))),
        inert(edit.reach),
    )
    return f"| {' | '.join(cells)} |"


def _title(edit: EditEntry) -> str:
    """Return what was edited, without the kind of signal, which takes a line of its own here."""
    subject, _, path = edit.title.partition(" ")
    if subject.startswith("templates."):
        subject, _, path = subject.partition(".alert.")
    kind, _, below = path.partition(".")
    return f"{subject} {below}" if kind in SIGNALS and below else edit.title


def _values(values: Values) -> str:
    if values.lines:
        return "<br>".join(code(f"{each.sign} {each.text}") for each in values.lines)
    if not (values.gone or values.come):
        return f"{code(values.old)} to {code(values.new)}"
    parts = [f"without {code(item)}" for item in values.gone]
    return ", ".join([*parts, *(f"with {code(item)}" for item in values.come)])


def _details(edit: EditEntry) -> Iterator[str]:
    """Yield what the row has no room for: all alerts, and what differs for whom."""
    lines = [*edit.reached, *(f"{each.reach}: {each.text}" for each in edit.outcomes)]
    lines += [edit.touched] if edit.touched else []
    if lines:
        yield f"- {code(_title(edit))} {_values(edit.values)} {code(str(edit.origin))}"
        yield from (f"  - {inert(line)}" for line in lines)


def _shifts(comment: _Comment, section: ShiftSection) -> None:
    hours = [f"- hours in {inert(where)}: {inert(text)}" for where, text in section.hours]
    comment.rows(f"**{section.title}**", hours)
    comment.fold("Each shift", [f"- {inert(line.text)}" for line in section.shifts])

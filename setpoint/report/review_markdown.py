"""A review as a pull request's comment: a summary, losses, a table, the details folded.

GitHub takes 65,536 characters. What doesn't fit is left out row by row, and the comment says
how many rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.model import SIGNALS
from setpoint.config.units import write_duration
from setpoint.report.markdown import code, inert, table
from setpoint.report.review_shifts import shift_section
from setpoint.report.review_verdict import verdict_by_policy
from setpoint.report.review_words import (
    ABSENT,
    EFFECTS,
    SIGNS,
    became,
    became_text,
    brief,
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
    from collections.abc import Iterable, Iterator, Sequence

    from setpoint.oncall import RotaComparison
    from setpoint.report.review_shifts import ShiftSection
    from setpoint.review import AlertChange, Edit, Review, Verdict

LIMIT: Final = 65_536
# Room for headings, the closing of folds, and the sentence about what was left out.
_RESERVE: Final = 1_000
_TABLE_SHARE: Final = 0.5
# Characters of a value that a cell of the table has room for.
_CELL: Final = 24
# Lets the next run find the comment that it brings up to date.
MARK: Final = "<!-- setpoint diff -->"


def review_markdown(
    review: Review, verdict: Verdict, rotas: RotaComparison | None = None, *, limit: int = LIMIT
) -> str:
    """Return the comment, at most `limit` characters long."""
    page = _Page(limit - _RESERVE)
    page.add([MARK, f"**Setpoint**: {inert(summary(review))}", ""])
    page.rows("", [f"- {line}" for line in _verdict(verdict)])
    page.rows("**Lost**", list(_losses(review)))
    head = table(("Edit", "Change", "Effect", "Reaches"), ())
    page.rows("", list(_edits(review.edits)), head=head, share=_TABLE_SHARE)
    page.rows("**Came and went**", list(_became(review)))
    page.rows("**Who hears of it**", list(_reached(review)))
    _shifts(page, shift_section(rotas))
    page.rows("**Beside the alerts**", list(_parts(review)))
    page.rows("", list(_costs(review)))
    page.fold("Each alert", [line for change in review.changes for line in _details(change)])
    return page.text


class _Page:
    """Lines within a limit of characters."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lines: list[str] = []
        self._used = 0

    @property
    def text(self) -> str:
        """The page."""
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
            self.add(["</details>"])


def _fitting(rows: Sequence[str], room: float) -> int:
    for number, row in enumerate(rows):
        room -= len(row) + 1
        if room < 0:
            return number
    return len(rows)


def _verdict(verdict: Verdict) -> Iterator[str]:
    word = "Refused" if verdict.refused else "Policy"
    for line in verdict_by_policy(verdict):
        yield f"**{word}**: {inert(line)}"


def _losses(review: Review) -> Iterator[str]:
    for loss, environments in loss_lines(review):
        where = f"{inert(listed(environments))}, {inert(loss.severity or 'no alert')}"
        told = f"**{inert(loss.subject)}** ({where}) {inert(loss.sentence)}"
        yield f"- {told} {code(str(loss.origin))}"


def _edits(edits: Iterable[Edit]) -> Iterator[str]:
    for edit in edits:
        old, new = brief(*edit_values(edit), _CELL)
        place = f"{edit.origin.file}:{edit.origin.line}"
        follows = (EFFECTS[edit.effect], *_follows(edit))
        cells = (
            f"{code(_title(edit))}<br>{inert(place)}",
            f"{code(old)} to {code(new)}",
            inert("; ".join(filter(None, follows))),
            inert(edit_reach(edit, names=0)),
        )
        yield f"| {' | '.join(cells)} |"


def _title(edit: Edit) -> str:
    """Return what was edited, without the kind of signal, which takes a line of its own here."""
    subject, _, path = edit_title(edit).partition(" ")
    if subject.startswith("templates."):
        subject, _, path = subject.partition(".alert.")
    kind, _, below = path.partition(".")
    return f"{subject} {below}" if kind in SIGNALS and below else edit_title(edit)


def _follows(edit: Edit) -> tuple[str, ...]:
    """Return what follows for every alert alike; what does for each alone is among its details."""
    said, timing = edit_sentences(edit), detection(edit.changes)
    own = [line for line in said if line not in timing]
    return (*(own if len(own) == 1 else ()), *(line for line in said if line in timing))


def _became(review: Review) -> Iterator[str]:
    for line in became(review):
        change = line.change
        where = inert(listed(line.environments))
        named = f"{code(SIGNS[change.kind])} **{inert(change.id)}**"
        yield f"- {named} ({where}) {inert(became_text(line))}"


def _reached(review: Review) -> Iterator[str]:
    for line in reached(review):
        where = f"{shortened(line.alerts)} in {listed(line.environments)}"
        yield f"- {inert(where)}: {inert(reached_text(line))}"


def _shifts(page: _Page, section: ShiftSection) -> None:
    hours = [f"- hours in {inert(where)}: {inert(text)}" for where, text in section.hours]
    page.rows(f"**{section.title}**", hours)
    page.fold("Each shift", [f"- {inert(line.text)}" for line in section.shifts])


def _parts(review: Review) -> Iterator[str]:
    for line in part_lines(review):
        told = f"`{line.sign}` {code(line.path)} in {inert(listed(line.environments))}"
        yield f"- {told}: {inert(line.text)} {code(str(line.origin))}"


def _costs(review: Review) -> Iterator[str]:
    told = [f"{inert(environment)} {inert(text)}" for environment, text in cost_lines(review)]
    if told:
        yield f"A month at list prices: {', '.join(told)}"


def _details(change: AlertChange) -> Iterator[str]:
    """Yield an alert's line and one for each of its values."""
    facts = filter(
        None,
        (
            change.kind.value,
            EFFECTS[change.sensitivity],
            *dict.fromkeys(field.sentence for field in change.fields),
            _detected(change),
            _priced(change),
            touched_text(change),
        ),
    )
    title = f"**{inert(change.id)}** in {inert(change.environment)}"
    yield f"- {title}: {inert('; '.join(facts))}"
    for name, before, after, origin in value_lines(change):
        old, new = brief(before or ABSENT, after or ABSENT)
        yield f"  - {code(name)} {code(old)} to {code(new)} {code(str(origin))}"


def _detected(change: AlertChange) -> str:
    seconds = change.detection_before if change.detection_after is None else change.detection_after
    if not seconds:
        return ""
    return f"detected within {write_duration(seconds)} ({change.assumption})"


def _priced(change: AlertChange) -> str:
    if change.price_before == change.price_after:
        return ""
    return f"${change.price_before:.2f} to ${change.price_after:.2f} a month"

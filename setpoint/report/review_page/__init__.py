"""A review as a page, for every format that people read: what is said, and in which order.

A format lays the page out and decides nothing: a terminal, Markdown, HTML, SARIF and
annotations take the same words from here.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from setpoint.report.review_page import entries
from setpoint.report.review_page.bookings import booked_section
from setpoint.report.review_page.edits import edit_entries
from setpoint.report.review_page.page import EditEntry, Entry, Outcome, ReviewPage, Section
from setpoint.report.review_page.pictures import Picture
from setpoint.report.review_page.shifts import shift_section
from setpoint.report.review_page.values import Values
from setpoint.report.review_page.verdicts import verdict_by_policy, verdict_lines
from setpoint.report.review_page.wording import counted, listed
from setpoint.review import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.oncall import RotaComparison
    from setpoint.review import Review, Verdict

__all__ = [
    "EditEntry",
    "Entry",
    "Outcome",
    "Picture",
    "ReviewPage",
    "Section",
    "Values",
    "review_page",
]


_SETTINGS = "Where credentials go, and what runs with them"


def review_page(
    review: Review, verdict: Verdict, rotas: RotaComparison | None = None
) -> ReviewPage:
    """Return everything that is to be said."""
    return ReviewPage(
        summary=_summary(review),
        refused=verdict.refused,
        violations=verdict_lines(verdict),
        policies=verdict_by_policy(verdict),
        settings=Section(title=_SETTINGS, entries=tuple(entries.settings(review))),
        lost=Section(title="Lost", entries=tuple(entries.lost(review))),
        edits=edit_entries(review.edits, entries.lost_sentences(review)),
        rest=(
            Section(title="Came and went", entries=tuple(entries.came_and_went(review))),
            Section(title="Detected sooner or later", entries=tuple(entries.retimed(review))),
            Section(title="Who hears of it", entries=tuple(entries.heard(review))),
            Section(title="Beside the alerts", entries=tuple(entries.beside(review))),
            booked_section(rotas),
        ),
        shifts=shift_section(rotas),
        costs=tuple(_costs(review)),
    )


def _summary(review: Review) -> str:
    sides = f"between {review.base} and {review.head}"
    if review.settings:
        sides += f"; {counted(len(review.settings), 'change')} of settings or of the program"
    lost = len(list(entries.losses(review)))
    losses = f"; {counted(lost, 'loss', 'losses')}" if lost else ""
    if not review.changes:
        return f"{_without_alerts(review)}{losses} {sides}."
    kinds: Mapping[Kind, dict[str, None]] = defaultdict(dict)
    for change in review.changes:
        kinds[change.kind][change.id] = None
    told = [f"{len(kinds[kind])} {kind.value}" for kind in Kind if kind in kinds]
    places = listed(tuple(dict.fromkeys(change.environment for change in review.changes)))
    alerts = "alert" if sum(map(len, kinds.values())) == 1 else "alerts"
    edits = f" by {counted(len(review.edits), 'edit')}" if review.edits else ""
    return f"{listed(told)} {alerts} in {places}{edits}{losses} {sides}."


def _without_alerts(review: Review) -> str:
    told = [counted(len(review.edits), "edit")] if review.edits else []
    parts = list(entries.beside(review))
    told += [f"{counted(len(parts), 'part')} beside the alerts that came or went"] if parts else []
    return f"No alert differs in itself; {listed(told)}" if told else "No alert differs"


def _costs(review: Review) -> list[tuple[str, str]]:
    """Return environment and `$1.00 -> $2.00 (+$1.00)` of each that costs more or less."""
    return [
        (name, f"${cost.before:.2f} -> ${cost.after:.2f} ({_signed(f'{cost.increase:+.2f}')})")
        for name, cost in review.cost.items()
        if cost.increase
    ]


def _signed(amount: str) -> str:
    return f"{amount[0]}${amount[1:]}"

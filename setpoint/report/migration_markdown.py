"""The account of a migration as a page to read and tick off."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from setpoint.report.markdown import code, inert, table
from setpoint.report.migration_words import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.migration.outcome import Outcome

_TWICE = (
    "The alerts of a group have the same project, conditions and actions: one event makes each "
    "of them act. Sentry made alerts out of old rules by itself, and those go on beside any that "
    "were made since. Keep one of each group and delete the others in Sentry, and their entries "
    "in the config and the import file before the import. The numbers are those of alerts: the "
    "number of an old rule is another object here."
)
_BUILT_IN = (
    "error and issue stream monitors are Sentry's own, two a project. They are never declared; "
    "alerts name them as `errors` and `issues`."
)


def migration_markdown(outcome: Outcome) -> str:
    """Return the page."""
    lines = [
        f"# Migration of {inert(outcome.organization)}",
        "",
        f"{inert(summary(outcome))}.",
        "",
        *_left(outcome),
        *_duplicates(outcome),
        *_taken(outcome),
        "## Kept by Sentry",
        "",
        f"{outcome.built_in} {_BUILT_IN}",
    ]
    return "\n".join(lines) + "\n"


def _left(outcome: Outcome) -> Iterator[str]:
    yield from ("## Left as it is", "")
    if not outcome.left:
        yield from ("Nothing: everything was taken over.", "")
    for name, refusal in outcome.unseen.items():
        yield from (f"Not readable with this token: {inert(name)}. {inert(refusal)}", "")
    if outcome.left:
        yield from table(
            ("Project", "What", "Number", "Name", "Why"),
            (
                (
                    inert(one.original.project or ""),
                    one.original.kind,
                    inert(one.original.id),
                    inert(one.original.name),
                    inert(one.reason),
                )
                for one in outcome.left
            ),
        )
        yield ""


def _duplicates(outcome: Outcome) -> Iterator[str]:
    if not outcome.duplicates:
        return
    yield from ("## Firing twice", "", _TWICE, "")
    rows = []
    for group in outcome.duplicates:
        pairs = zip(group.ids, group.names, strict=True)
        every = "<br>".join(f"{code(number)} {inert(name)}" for number, name in pairs)
        made = ", ".join(code(number) for number in group.made_by_sentry)
        rows.append((every, made, inert(group.reason)))
    yield from table(("Alerts", "Probably made by Sentry", "Because"), rows)
    yield ""


def _taken(outcome: Outcome) -> Iterator[str]:
    yield from ("## Taken over", "")
    counts = Counter(one.original.type for one in outcome.taken)
    yield ", ".join(f"{number} {inert(kind)}" for kind, number in sorted(counts.items()))
    yield ""
    yield from table(
        ("In the config", "What", "Number", "Name"),
        (
            (code(one.path), one.original.kind, inert(one.original.id), inert(one.original.name))
            for one in outcome.taken
        ),
    )
    yield ""

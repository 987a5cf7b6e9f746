"""Who is told of an alert later than before: by a longer wait, a later level, another escalation.

A schedule is told as one, whoever is on call in it. Whom an alert reaches newly or no longer is
told of the alert, and what else becomes of an escalation by its edits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.review.names import name_of
from setpoint.review.reach import levels
from setpoint.review.told import ToldLater

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.catalog.model import Alert, EscalationRule, Target
    from setpoint.review.matching import Pair
    from setpoint.review.side import Side


def told_later(
    environment: str, old: Side, new: Side, changed: Iterable[Pair]
) -> Iterator[ToldLater]:
    """Yield who is told of which alert later, in the order of the alerts.

    Args:
        environment: The name of both sides.
        old: The environment before.
        new: The environment now.
        changed: The alerts that differ, by which one that has another id is known.
    """
    before = {pair.new.id: pair.old for pair in changed if pair.old and pair.new}
    for key, alert in new.catalog.alerts.items():
        was = before.get(key) or old.catalog.alerts.get(key)
        if was is not None and was.enabled and alert.enabled:
            yield from _later(environment, (old, was), (new, alert))


def _later(
    environment: str, old: tuple[Side, Alert], new: tuple[Side, Alert]
) -> Iterator[ToldLater]:
    (side, was), (other_side, alert) = old, new
    before, after = (_first(levels(each.route, at.catalog)) for at, each in (old, new))
    for target, minutes in after.items():
        if target in before and minutes > before[target]:
            who = name_of(target.id, other_side, side) if target.kind == "person" else target.id
            yield ToldLater(
                alert=alert.id,
                environment=environment,
                severity=was.severity,
                who=who,
                before=before[target],
                after=minutes,
            )


def _first(rules: Iterable[EscalationRule]) -> dict[Target, int]:
    """Return after how many minutes each target is told first."""
    found: dict[Target, int] = {}
    for rule in rules:
        for target in rule.targets:
            found.setdefault(target, rule.after_minutes)
    return found

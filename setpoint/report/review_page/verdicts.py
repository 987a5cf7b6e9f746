"""What policies refuse, in lines: violation by violation, or a line a policy."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from setpoint.report.review_page.wording import listed, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.review import Verdict, Violation


def verdict_lines(verdict: Verdict) -> tuple[str, ...]:
    """Return each violation, and the override's reason."""
    lines = tuple(f"{each.policy}: {each.sentence}" for each in verdict.violations)
    return (*lines, *_override(verdict))


def verdict_by_policy(verdict: Verdict) -> tuple[str, ...]:
    """Return for each policy what breaks it, alerts by name, and the override's reason."""
    by_policy: dict[str, list[Violation]] = defaultdict(list)
    for each in verdict.violations:
        by_policy[each.policy].append(each)
    lines = (f"{policy}: {shortened(_subjects(found))}" for policy, found in by_policy.items())
    return (*lines, *_override(verdict))


def _subjects(violations: Sequence[Violation]) -> tuple[str, ...]:
    """Return each alert with its environments; the sentence of what concerns no alert."""
    environments: dict[str, list[str]] = defaultdict(list)
    for each in violations:
        environments[each.alert or each.sentence] += filter(None, [each.environment])
    return tuple(
        f"{subject} ({listed(places)})" if places else subject
        for subject, places in environments.items()
    )


def _override(verdict: Verdict) -> Iterator[str]:
    if verdict.violations and verdict.override is not None:
        yield f"let pass: {verdict.override}"

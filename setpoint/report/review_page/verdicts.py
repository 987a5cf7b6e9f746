"""What policies refuse, in lines: violation by violation, or a line a policy."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from setpoint.report.review_page.wording import listed, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setpoint.review import Verdict, Violation


_FEW: Final = 10


def verdict_lines(verdict: Verdict) -> tuple[str, ...]:
    """Return each violation, and the override's reason."""
    return (*_lines(verdict), *_override(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    """Yield each violation; of a policy that many break, one line with the first names."""
    for policy, found in _by_policy(verdict).items():
        if len(found) > _FEW:
            yield f"{policy}: {shortened(_subjects(found))}"
        else:
            yield from (f"{policy}: {each.sentence}" for each in found)


def verdict_by_policy(verdict: Verdict) -> tuple[str, ...]:
    """Return for each policy what breaks it, alerts by name, and the override's reason."""
    by_policy = _by_policy(verdict).items()
    lines = (f"{policy}: {shortened(_subjects(found))}" for policy, found in by_policy)
    return (*lines, *_override(verdict))


def _by_policy(verdict: Verdict) -> Mapping[str, list[Violation]]:
    found: dict[str, list[Violation]] = defaultdict(list)
    for each in verdict.violations:
        found[each.policy].append(each)
    return found


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

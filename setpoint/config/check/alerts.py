"""Rules of single alerts, which judge also what is valid in an alert that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from setpoint.config.validation.partial import as_far_as_known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from setpoint.config.model import Alert
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft
    from setpoint.config.validation.draft import Mistake

    Rule: TypeAlias = Callable[[Alert, Path, Draft], Iterator[Mistake]]


def of_each(draft: Draft, rule: Rule) -> Iterator[Mistake]:
    """What a rule finds in every alert, as far as it can know."""
    for (service, name), alert in draft.alerts.items():
        yield from rule(alert, ("services", service, "alerts", name), draft)
    for (service, name), alert in draft.partial.items():
        yield from as_far_as_known(rule(alert, ("services", service, "alerts", name), draft))

"""The check `ownership/shadowed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import SentryOwnershipRule
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project

_WILD = frozenset("*?[")


@environment_check("ownership/shadowed", "warning")
def ownership_shadowed(environment: Environment, project: Project) -> Iterator[Remark]:
    """An ownership rule never decides: a later rule matches all that it matches."""
    for name, each in environment.catalog.sentry_projects.items():
        rules = each.ownership.rules if each.ownership else ()
        for number, rule in enumerate(rules):
            later = next((one for one in rules[number + 1 :] if _covers(one, rule)), None)
            if later is not None:
                covered, by = f"{rule.type}:{rule.pattern}", f"{later.type}:{later.pattern}"
                message = (
                    f"{covered} never decides: {by} below it matches the same,"
                    " and the last match wins; put it below"
                )
                yield ("sentry", "projects", name, "ownership", number), message


def _covers(later: SentryOwnershipRule, rule: SentryOwnershipRule) -> bool:
    """Whether the later rule matches whatever the other does; a star stands for any text."""
    if later.type != rule.type:
        return False
    start = later.pattern.rstrip("*")
    if start == later.pattern or _WILD & set(start):
        return later.pattern == rule.pattern
    return rule.pattern.startswith(start)

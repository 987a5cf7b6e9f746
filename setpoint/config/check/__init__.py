"""What no section can know by itself: references and the vendors' rules, one file a concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check import signals

if TYPE_CHECKING:
    from setpoint.config.project import Project
    from setpoint.config.validation import Draft
    from setpoint.config.validation.draft import Mistake

_CHECKS = (signals.check,)


def check(draft: Draft, project: Project) -> list[Mistake]:
    """Everything that is wrong with what is valid by itself."""
    del project
    return [mistake for check_one in _CHECKS for mistake in check_one(draft)]

"""Settings of ownership that nothing would apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.validation import Draft


def check(draft: Draft) -> Iterator[Mistake]:
    """Settings without rules."""
    sentry = draft.config.sentry
    for name, project in sentry.projects.items() if sentry else ():
        if project.ownership:
            continue
        for key in ("auto_assignment", "fallthrough"):
            if getattr(project, key) is not None:
                path = ("sentry", "projects", name, key)
                yield Mistake(path, "needs `ownership` with at least one rule")

"""Running checks: findings of all environments, each told once, without what is allowed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.lint.allowed import Allowed
from setpoint.lint.registry import all_checks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.lint.check import Check
    from setpoint.lint.finding import Finding
    from setpoint.lint.project import Project


def lint(
    project: Project, *, online: bool = False, only: Iterable[Check] | None = None
) -> tuple[Finding, ...]:
    """Return what is unwise in a project, ordered by place.

    Args:
        project: What to look at.
        online: Whether to run checks that ask somebody outside.
        only: These checks instead of all.
    """
    wanted = list(all_checks().values() if only is None else only)
    ran = [check for check in wanted if online or not check.online]
    allowed = Allowed.of(project)
    found = [
        finding for check in ran for finding in check.judge(project) if not allowed.covers(finding)
    ]
    found += allowed.findings(ran, partial=only is not None)
    return tuple(sorted(_merged(found), key=lambda each: (each.origin, each.check, each.message)))


def _merged(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Return findings with all environments that share them."""
    merged: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.check, finding.subject, finding.origin, finding.message)
        first = merged.setdefault(key, finding)
        environments = tuple(sorted({*first.environments, *finding.environments}))
        merged[key] = replace(first, environments=environments)
    return merged.values()

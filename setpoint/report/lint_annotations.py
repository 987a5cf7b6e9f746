"""Findings of checks as GitHub annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.report.annotations import Level, annotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setpoint.lint import Finding

_LEVELS: Final[dict[str, Level]] = {"error": "error", "warning": "warning", "info": "notice"}


def lint_annotations(findings: Sequence[Finding], prefix: str = "") -> str:
    """Return a line for each finding.

    Args:
        findings: What was found.
        prefix: The project's path in its repository, with a slash at its end.
    """
    return "".join(f"{_annotation(finding, prefix)}\n" for finding in findings)


def _annotation(finding: Finding, prefix: str) -> str:
    subject = f"{finding.subject}: " if finding.subject else ""
    told = f"{subject}{finding.message} (in {', '.join(finding.environments)})"
    level = _LEVELS[finding.severity]
    return annotation(level, told, title=finding.check, origin=finding.origin.below(prefix))

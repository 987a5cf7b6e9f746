"""Findings of checks as SARIF 2.1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from setpoint.report.sarif import Result, sarif

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setpoint.lint import Check, Finding

_LEVELS: Final[dict[str, Literal["error", "warning", "note"]]] = {
    "error": "error",
    "warning": "warning",
    "info": "note",
}


def lint_sarif(findings: Sequence[Finding], checks: Mapping[str, Check], prefix: str = "") -> str:
    """Return the log; a rule for each check that found something.

    Args:
        findings: What was found.
        checks: All checks, by name.
        prefix: The project's path in its repository, with a slash at its end.
    """
    rules = {name: check.summary for name, check in checks.items()}
    return sarif(_results(findings, prefix), rules)


def _results(findings: Sequence[Finding], prefix: str) -> Iterator[Result]:
    for each in findings:
        subject = f"{each.subject}: " if each.subject else ""
        told = f"{subject}{each.message} (in {', '.join(each.environments)})"
        identity = f"{each.check}:{each.subject}:{','.join(each.environments)}:{each.message}"
        yield Result(each.check, _LEVELS[each.severity], told, each.origin.below(prefix), identity)

"""Findings of checks for people: a line each, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.lint import SEVERITIES
from setpoint.report.plain import Cell, columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setpoint.lint import Check, Finding
    from setpoint.report.plain import Paper

_STYLES: Final = {"error": ("red", "bold"), "warning": ("yellow",), "info": ("dim",)}


def lint_text(findings: Sequence[Finding], environments: int, paper: Paper) -> str:
    """Return a line for each finding, `file:line:column: severity: ...`, and the sum."""
    lines = [_line(finding, environments, paper) for finding in findings]
    return "".join(f"{line}\n" for line in [*lines, _sum(findings)])


def _line(finding: Finding, environments: int, paper: Paper) -> str:
    severity = paper.style(finding.severity, *_STYLES[finding.severity])
    subject = f"{finding.subject}: " if finding.subject else ""
    where = ""
    if len(finding.environments) < environments:
        where = f" in {', '.join(finding.environments)}"
    name = paper.style(f"[{finding.check}]", "dim")
    return f"{finding.origin}: {severity}: {subject}{finding.message}{where} {name}"


def _sum(findings: Sequence[Finding]) -> str:
    counts = {each: sum(1 for f in findings if f.severity == each) for each in SEVERITIES}
    if not any(counts.values()):
        return "no findings"
    told = [_counted(number, word) for word, number in counts.items() if number]
    return f"{', '.join(told)}; `setpoint lint --explain CHECK` says why and what to do"


def _counted(number: int, severity: str) -> str:
    if severity == "info":
        return f"{number} to know"
    return f"{number} {severity}" if number == 1 else f"{number} {severity}s"


def checks_text(checks: Mapping[str, Check], paper: Paper) -> Iterator[str]:
    """Yield a line for each check: name, severity, summary."""
    rows = [
        [Cell(name), Cell(check.severity, _STYLES[check.severity]), Cell(_summary(check))]
        for name, check in checks.items()
    ]
    return columns(rows, paper)


def _summary(check: Check) -> str:
    return f"{check.summary} (--online)" if check.online else check.summary

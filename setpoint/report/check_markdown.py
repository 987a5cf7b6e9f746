"""What is wrong with a config, and what checks find, as lists of a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.report.markdown import code, inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.config import Problem
    from setpoint.lint import Finding

_MOST = 200


def problems_markdown(problems: Sequence[Problem]) -> str:
    """Return a line for each problem, for a config that is not valid."""
    lines = [f"- {code(str(each.origin))} {inert(_told(each))}" for each in problems[:_MOST]]
    return _text("**Setpoint**: the config is not valid", "", *lines, *_left(problems))


def lint_markdown(findings: Sequence[Finding]) -> str:
    """Return a folded list of findings; empty without any."""
    if not findings:
        return ""
    lines = [_finding(each) for each in findings[:_MOST]]
    folded = "<details><summary>Lint</summary>"
    return _text("", folded, "", *lines, *_left(findings), "", "</details>")


def _told(problem: Problem) -> str:
    hint = f"; did you mean {problem.nearest}?" if problem.nearest else ""
    return f"{problem.path}: {problem.message}{hint}" if problem.path else problem.message + hint


def _finding(finding: Finding) -> str:
    subject = f"{finding.subject}: " if finding.subject else ""
    told = inert(f"{subject}{finding.message} (in {', '.join(finding.environments)})")
    return f"- {finding.severity} {code(str(finding.origin))} {told} {code(finding.check)}"


def _left(found: Sequence[object]) -> Iterator[str]:
    if len(found) > _MOST:
        yield f"- and {len(found) - _MOST} more"


def _text(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)

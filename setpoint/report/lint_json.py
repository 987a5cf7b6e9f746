"""Findings of checks as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setpoint.lint import Finding


def lint_json(findings: Sequence[Finding], environments: Sequence[str]) -> str:
    """Return `{"environments": [NAME, ...], "findings": [...]}`."""
    document = {
        "environments": list(environments),
        "findings": [_finding(finding) for finding in findings],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "subject": finding.subject,
        "environments": list(finding.environments),
        "file": finding.origin.file,
        "line": finding.origin.line,
        "column": finding.origin.column,
        "message": finding.message,
    }

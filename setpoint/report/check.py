"""`setpoint check`: that all is well, or every mistake, as text or JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from setpoint.config import Problem


def verdict(counts: Mapping[str, int]) -> str:
    """Return the sentence that all is well: `2 environments, 31 alerts: no errors`.

    Environments have mostly the same alerts, so the largest number stands for all.
    """
    environments = _counted(len(counts), "environment")
    return f"{environments}, {_counted(max(counts.values(), default=0), 'alert')}: no errors"


def problems_text(problems: Iterable[Problem]) -> str:
    """Return a line for each problem, and how many there are."""
    lines = [str(problem) for problem in problems]
    return "\n".join([*lines, _counted(len(lines), "error")])


def check_json(counts: Mapping[str, int], problems: Iterable[Problem]) -> str:
    """Return `{"environments": {NAME: {"alerts": N}}, "problems": [...]}`."""
    document = {
        "environments": {name: {"alerts": count} for name, count in counts.items()},
        "problems": [_problem(problem) for problem in problems],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _problem(problem: Problem) -> dict[str, Any]:
    value = problem.value
    return {
        "file": problem.origin.file,
        "line": problem.origin.line,
        "column": problem.origin.column,
        "path": problem.path,
        "message": problem.message,
        "value": value if isinstance(value, str | int | float | bool) else None,
        "allowed": list(problem.allowed),
        "nearest": problem.nearest,
    }


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

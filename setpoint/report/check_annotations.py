"""What is wrong with a config as GitHub annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.report.annotations import annotation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.config import Problem


def problems_annotations(problems: Iterable[Problem], prefix: str = "") -> str:
    """Return a line for each problem.

    Args:
        problems: What is wrong.
        prefix: The project's path in its repository, with a slash at its end.
    """
    return "".join(f"{_annotation(problem, prefix)}\n" for problem in problems)


def _annotation(problem: Problem, prefix: str) -> str:
    told = str(problem).removeprefix(f"{problem.origin}: ")
    origin = problem.origin.below(prefix)
    return annotation("error", told, title="The config is not valid", origin=origin)

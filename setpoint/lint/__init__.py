"""What is valid but unwise: checks of a project's catalogs, each a module of `checks`.

The config's own errors (`setpoint check`) come before; printing findings is `setpoint.report`'s.
"""

from setpoint.lint.check import Check
from setpoint.lint.finding import SEVERITIES, Finding, Severity
from setpoint.lint.project import Environment, Project, Rota
from setpoint.lint.registry import all_checks, find_check
from setpoint.lint.running import lint

__all__ = [
    "SEVERITIES",
    "Check",
    "Environment",
    "Finding",
    "Project",
    "Rota",
    "Severity",
    "all_checks",
    "find_check",
    "lint",
]

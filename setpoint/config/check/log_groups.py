"""CloudWatch Logs' limit of regular expressions for each log group.

Source: AWS's CloudWatch Logs user guide, "Supported regular expressions (regex) syntax", Quotas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.check.signals import signals
from setpoint.config.validation.draft import Mistake
from setpoint.expressions.faults import ExpressionError
from setpoint.expressions.filter_patterns import Regex, operands, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_MOST: Final = 5


def check(draft: Draft) -> Iterator[Mistake]:
    """Log groups with more such filters than there may be; levels of an alert share a filter."""
    found: dict[str, dict[tuple[str, Path], Path]] = {}
    for (service, name), alert in draft.alerts.items():
        below: Path = ("services", service, "alerts", name)
        owner = draft.levels.base.get(f"{service}/{name}", f"{service}/{name}")
        for path, kind, signal in signals(alert, below):
            if kind == "cloudwatch_logs" and _has_regex(signal.pattern):
                key = owner, path[len(below) :]
                found.setdefault(signal.log_group, {}).setdefault(key, path)
    for group, filters in found.items():
        for path in list(filters.values())[_MOST:]:
            message = f"is one of {len(filters)} patterns with a regular expression for {group}"
            yield Mistake((*path, "pattern"), f"{message}; CloudWatch Logs takes {_MOST}")


def _has_regex(pattern: str) -> bool:
    try:
        return any(isinstance(each, Regex) for each in operands(parse(pattern)))
    except ExpressionError:
        return False

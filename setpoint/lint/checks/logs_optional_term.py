"""The check `logs/optional-term`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import LogMetric
from setpoint.expressions.filter_patterns import How, Terms, parse
from setpoint.lint.check import alarm_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("logs/optional-term", "error")
def logs_optional_term(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """A term with a question mark stands beside one without, and is ignored."""
    if not isinstance(alarm.signal, LogMetric):
        return
    pattern = parse(alarm.signal.pattern)
    if not isinstance(pattern, Terms):
        return
    ignored = [term.text for term in pattern.terms if term.how is How.may]
    if ignored and len(ignored) < len(pattern.terms):
        message = f"AWS ignores {', '.join(ignored)}: terms with ? stand alone"
        yield ("pattern",), f"{message}; write JSON conditions or a regular expression"

"""The check `composite/rule-too-long`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import CompositeAlarm
from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project

_LONGEST = 10_240


@environment_check("composite/rule-too-long", "error")
def composite_rule_too_long(environment: Environment, project: Project) -> Iterator[Remark]:
    """The composite's rule is longer than CloudWatch takes."""
    for alert in environment.catalog.alerts.values():
        signal = alert.signal
        if isinstance(signal, CompositeAlarm) and len(signal.alarm_rule) > _LONGEST:
            yield (
                (*alert.path, "composite"),
                (
                    f"the rule made of it has {len(signal.alarm_rule)} characters;"
                    f" {_LONGEST} are the limit"
                ),
            )

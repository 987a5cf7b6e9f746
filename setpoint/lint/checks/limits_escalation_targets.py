"""The check `limits/escalation-targets`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project

_SURE = 5


@environment_check("limits/escalation-targets", "warning")
def limits_escalation_targets(environment: Environment, project: Project) -> Iterator[Remark]:
    """A level tells more targets than every PagerDuty account accepts."""
    for name, escalation in environment.catalog.escalations.items():
        for place, rule in enumerate(escalation.rules):
            if len(rule.targets) > _SURE:
                yield (
                    ("escalations", name, "rules", place),
                    (
                        f"{len(rule.targets)} targets; some accounts refuse more than"
                        f" {_SURE} in one level"
                    ),
                )

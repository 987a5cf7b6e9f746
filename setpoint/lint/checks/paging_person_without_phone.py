"""The check `paging/person-without-phone`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import EnvironmentCheck
from setpoint.lint.people import paged_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class PagingPersonWithoutPhone(EnvironmentCheck):
    """Somebody who is paged has no phone number."""

    name = "paging/person-without-phone"
    severity = "warning"
    summary = "Somebody who is paged has no phone number"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        for name in paged_people(environment.catalog):
            if environment.catalog.people[name].phone is None:
                yield ("people", name), "no phone: PagerDuty can reach them by e-mail and app only"

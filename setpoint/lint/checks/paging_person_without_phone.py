"""The check `paging/person-without-phone`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check
from setpoint.lint.people import paged_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("paging/person-without-phone", "warning")
def paging_person_without_phone(environment: Environment, project: Project) -> Iterator[Remark]:
    """Somebody who is paged has no phone number."""
    for name in paged_people(environment.catalog):
        if environment.catalog.people[name].phone is None:
            yield ("people", name), "no phone: PagerDuty can reach them by e-mail and app only"

"""The check `digest/nobody`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.recipients import recipients
from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("digest/nobody", "warning")
def digest_nobody(environment: Environment, project: Project) -> Iterator[Remark]:
    """A digest is made and sent to nobody."""
    for name, digest in environment.catalog.digests.items():
        if not recipients(digest.channels):
            yield ("digests", name), "reaches nobody; give it slack, email or people"

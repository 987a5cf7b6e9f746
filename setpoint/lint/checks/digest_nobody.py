"""The check `digest/nobody`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.recipients import recipients
from setpoint.lint.check import EnvironmentCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class DigestNobody(EnvironmentCheck):
    """A digest is made and sent to nobody."""

    name = "digest/nobody"
    severity = "warning"
    summary = "A digest is made and sent to nobody"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        for name, digest in environment.catalog.digests.items():
            if not recipients(digest.channels):
                yield ("digests", name), "reaches nobody; give it slack, email or people"

"""The check `summary/long`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlertCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_LONGEST = 120


class SummaryLong(AlertCheck):
    """The summary is longer than a lock screen shows."""

    name = "summary/long"
    severity = "info"
    summary = "The summary is longer than a lock screen shows"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        if len(alert.summary) > _LONGEST:
            yield (
                ("summary",),
                f"{len(alert.summary)} characters; {_LONGEST} fit where it is read first",
            )

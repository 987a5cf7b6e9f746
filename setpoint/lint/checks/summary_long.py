"""The check `summary/long`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_LONGEST = 120


@alert_check("summary/long", "info")
def summary_long(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """The summary is longer than a lock screen shows."""
    if len(alert.summary) > _LONGEST:
        yield (
            ("summary",),
            f"{len(alert.summary)} characters; {_LONGEST} fit where it is read first",
        )

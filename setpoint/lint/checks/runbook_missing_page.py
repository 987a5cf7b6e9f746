"""The check `runbook/missing-page`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alert_check
from setpoint.lint.runbooks import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("runbook/missing-page", "error")
def runbook_missing_page(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """The runbook's address leads to a page that is not in the folder it is published from."""
    page = page_of(alert, environment)
    if page is not None and not page.is_file():
        yield (
            ("runbook",),
            f"there is no {page.name} in the folder from which runbooks are published",
        )

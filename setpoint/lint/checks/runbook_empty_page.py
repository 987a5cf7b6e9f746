"""The check `runbook/empty-page`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alert_check
from setpoint.lint.runbooks import page_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_FEWEST = 20


@alert_check("runbook/empty-page", "warning")
def runbook_empty_page(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """The runbook's page says next to nothing."""
    page = page_of(alert, environment)
    if page is not None and page.is_file() and words(page) < _FEWEST:
        yield (
            ("runbook",),
            f"{page.name} has {words(page)} words; want {_FEWEST} that say what to do",
        )

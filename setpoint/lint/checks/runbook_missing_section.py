"""The check `runbook/missing-section`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.lint.check import alert_check
from setpoint.lint.runbooks import page_of, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("runbook/missing-section", "warning")
def runbook_missing_section(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """The runbook's page has no section of that name."""
    page, _, wanted = page_of(alert, environment), *(alert.runbook or "").partition("#")[1:]
    if page is None or not wanted or not page.is_file():
        return
    known = sections(page)
    if wanted not in known:
        close = nearest(wanted, known)
        hint = f"; did you mean {close}?" if close else ""
        yield ("runbook",), f"{page.name} has no section {wanted}{hint}"

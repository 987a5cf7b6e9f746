"""Ways that pages take: of one urgency, and with somebody to page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.alerts import of_each
from setpoint.config.check.sentry_signals import signals_of
from setpoint.config.model import PageByHours, most_urgent
from setpoint.config.validation.draft import Mistake
from setpoint.config.validation.sentences import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Alert, Config
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft


_SEVERITIES: dict[str, tuple[str, ...]] = {
    "high": ("critical", "error"),
    "low": ("warning", "info"),
}


def check(draft: Draft) -> Iterator[Mistake]:
    """Urgencies that contradict a severity, pages without an escalation."""
    yield from _urgencies(draft.config)
    yield from of_each(draft, _page)


def _urgencies(config: Config) -> Iterator[Mistake]:
    """PagerDuty makes the urgency from the event's severity, so both must say the same."""
    for name, severity in config.severities.items():
        given = severity.pagerduty_severity
        if given is None or severity.page is None or isinstance(severity.page, PageByHours):
            continue  # by hours, the word is moved to the side of each urgency
        if given in _SEVERITIES[severity.page]:
            continue
        fitting = _SEVERITIES[severity.page]
        message = (
            f"{given!r} does not page with urgency {severity.page}; write {alternatives(fitting)}"
        )
        yield Mistake(("severities", name, "pagerduty_severity"), message, given, fitting)


def _page(alert: Alert, path: Path, draft: Draft) -> Iterator[Mistake]:
    """An alert that pages, in a service that says not whom."""
    config, service_id = draft.config, str(path[1])
    service = config.services.get(service_id)
    severity = config.severities.get(alert.severity)
    if service is None or service.escalation is not None or alert.escalation is not None:
        return
    if severity is not None and severity.escalation is not None:
        return
    page = most_urgent(alert.page or (severity.page if severity is not None else None))
    if page is None or any(not each.route for _, each in signals_of(alert, path)):
        return
    message = (
        f"pages with urgency {page}, but neither it nor its severity nor services.{service_id}"
        " has an escalation"
    )
    yield Mistake(path, message, on_key=True)

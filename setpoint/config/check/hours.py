"""Pages and promises that depend on support hours: whose hours, and what those rule out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.alerts import of_each
from setpoint.config.model import PageByHours, ResponseByHours
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Alert, Service
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft


def check(draft: Draft) -> Iterator[Mistake]:
    """Hours that nobody has given, urgencies that can't be, promises of nothing."""
    for name, severity in draft.config.severities.items():
        yield from _empty(severity.respond_within, ("severities", name))
    yield from of_each(draft, _alert)


def _empty(response: object, path: Path) -> Iterator[Mistake]:
    """A promise for no hour at all."""
    if isinstance(response, ResponseByHours) and not response.model_fields_set:
        message = "promises nothing; write support_hours, otherwise or both"
        yield Mistake((*path, "respond_within"), message, on_key=True)


def _alert(alert: Alert, path: Path, draft: Draft) -> Iterator[Mistake]:
    """An alert's own promise, and its hours if its service is known."""
    yield from _empty(alert.respond_within, path)
    service = draft.config.services.get(str(path[1]))
    if service is not None:
        yield from _by_hours(alert, path, service, draft)


def _by_hours(alert: Alert, path: Path, service: Service, draft: Draft) -> Iterator[Mistake]:
    """What an alert has of its own or of its severity."""
    severity = draft.config.severities.get(alert.severity)
    for key, kind in (("page", PageByHours), ("respond_within", ResponseByHours)):
        own = getattr(alert, key)
        given = getattr(severity, key, None) if own is None else own
        where = (*path, "severity" if own is None else key)
        if not isinstance(given, kind):
            continue
        if service.support_hours is None and not draft.has_default("support_hours"):
            message = (
                f"{key} differs by support hours, but neither services.{path[1]} nor defaults"
                " has support_hours"
            )
            yield Mistake(where, message, on_key=own is not None)
        if isinstance(given, PageByHours) and given.otherwise == "high" and service.support_hours:
            message = (
                f"pages with high urgency outside support hours, but services.{path[1]}."
                "support_hours makes every incident low there; give the hours in defaults"
            )
            yield Mistake(where, message, on_key=own is not None)

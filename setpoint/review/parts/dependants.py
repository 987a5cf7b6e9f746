"""Which alerts depend on whom: an escalation, a schedule, a person, a service, a project."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from setpoint.catalog.destinations import SENTRY_KINDS
from setpoint.review.reach import levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import Alert, Catalog


class Dependence:
    """One environment's alerts by what they depend on; worked out when first asked."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def on(self, kind: str, key: str) -> tuple[str, ...]:
        """Return ids of the alerts that page by way of something.

        Args:
            kind: `escalation`, `schedule`, `person`, `service`, `default` for a service's own
                escalation, or `project`, in which Sentry has the alert.
            key: Its id.
        """
        return tuple(self._found.get((kind, key), ()))

    @cached_property
    def _found(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for alert in self._catalog.alerts.values():
            for thing in dict.fromkeys(self._needed(alert)):
                found[thing].append(alert.id)
        return found

    def _needed(self, alert: Alert) -> Iterator[tuple[str, str]]:
        project = getattr(alert.signal, "project", None)
        if alert.kind in SENTRY_KINDS and project:
            yield "project", project
        if not alert.route.page or not alert.enabled:
            return
        service = self._catalog.pagerduty_services.get(alert.route.pagerduty_service or "")
        yield "service", alert.route.pagerduty_service or ""
        if service is not None and service.escalation == alert.route.escalation:
            yield "default", service.id
        yield "escalation", alert.route.escalation or ""
        for rule in levels(alert.route, self._catalog):
            for target in rule.targets:
                yield target.kind, target.id
                schedule = self._catalog.schedules.get(target.id)
                if target.kind == "schedule" and schedule:
                    yield from (("person", person) for person in schedule.people)

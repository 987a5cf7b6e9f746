"""Which alerts depend on whom: on an escalation, a schedule, a person, a PagerDuty service."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

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
            kind: `escalation`, `schedule`, `person` or `service`.
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
        if not alert.route.page or not alert.enabled:
            return
        yield "service", alert.route.pagerduty_service or ""
        yield "escalation", alert.route.escalation or ""
        for rule in levels(alert.route, self._catalog):
            for target in rule.targets:
                yield target.kind, target.id
                schedule = self._catalog.schedules.get(target.id)
                if target.kind == "schedule" and schedule:
                    people = (person for layer in schedule.layers for person in layer.people)
                    yield from (("person", person) for person in people)

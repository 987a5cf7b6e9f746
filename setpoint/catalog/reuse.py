"""What an earlier build of the same environment already knows.

Comparing two versions of a config builds two catalogs that are mostly the same. A signal is
taken over where the alert is the very same object (configs that were loaded by one parser
share what didn't change) and nothing else that it is made of differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.destinations import usual_escalation
from setpoint.config.model import Config, Service

if TYPE_CHECKING:
    from setpoint.catalog.model import Alert, Catalog
    from setpoint.config import LoadedConfig
    from setpoint.config import model as config

# What belongs to alerts one by one, is built after them, or is written out in them already.
_APART = {"services", "dashboards", "templates"}
_SHARED = tuple(name for name in Config.model_fields if name not in _APART)
_OF_SERVICE = tuple(name for name in Service.model_fields if name != "alerts")


class Earlier:
    """A catalog and the config that it was built from."""

    def __init__(self, loaded: LoadedConfig, catalog: Catalog, now: LoadedConfig) -> None:
        self._loaded = loaded
        self._services = loaded.config.services
        self._catalog = catalog
        self._now = now
        self._usable = (loaded.environment, loaded.region) == (
            now.environment,
            now.region,
        ) and _same(_SHARED, loaded.config, now.config)
        self._same_services: dict[str, bool] = {}

    def alert(self, service: str, name: str, alert: config.Alert) -> Alert | None:
        """Return the alert as it was built, None if it may be another now."""
        section = self._services.get(service)
        if not self._usable or section is None or section.alerts.get(name) is not alert:
            return None
        if not self._same_levels(f"{service}/{name}"):
            return None
        if service not in self._same_services:
            now = self._now.config.services[service]
            self._same_services[service] = _same(_OF_SERVICE, section, now) and self._pages_alike(
                section, now
            )
        return self._catalog.alerts[f"{service}/{name}"] if self._same_services[service] else None

    def _pages_alike(self, then: Service, now: Service) -> bool:
        """Whether a service pages the same escalation as before, perhaps its first alert's."""
        before = usual_escalation(then, self._loaded.config.severities)
        return before == usual_escalation(now, self._now.config.severities)

    def _same_levels(self, alert: str) -> bool:
        """Whether the alert is a level of the same alert as before, with the same others."""
        then, now = self._loaded.levels, self._now.levels
        base = now.base.get(alert)
        if base != then.base.get(alert):
            return False
        return base is None or (
            then.of[base] == now.of[base]
            and all(
                _section(each, self._loaded) is _section(each, self._now) for each in now.of[base]
            )
        )


def _section(alert: str, loaded: LoadedConfig) -> config.Alert | None:
    service, _, name = alert.partition("/")
    section = loaded.config.services.get(service)
    return section.alerts.get(name) if section else None


def _same(names: tuple[str, ...], one: object, other: object) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in names)

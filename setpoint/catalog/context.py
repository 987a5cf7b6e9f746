"""What every step of building a catalog needs: the config, its origins, names, problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from setpoint.catalog.naming import PRODUCTION, Naming
from setpoint.config.path import write_path
from setpoint.config.problem import Problem
from setpoint.config.regions import Regions

if TYPE_CHECKING:
    from setpoint.config import LoadedConfig
    from setpoint.config.model import Config
    from setpoint.config.path import Path


@dataclass(slots=True, kw_only=True)
class Context:
    """One environment on its way from config to catalog.

    Attributes:
        paging: Whether anybody may be paged.
        regions: In which regions alarms are.
        problems: What doesn't fit; collected, and raised together at the end.
    """

    loaded: LoadedConfig
    naming: Naming
    paging: bool
    regions: Regions
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, loaded: LoadedConfig) -> Context:
        """Return a new context."""
        config, environment = loaded.config, loaded.environment
        paging = environment == PRODUCTION if config.paging is None else config.paging
        naming = Naming(config.organization, environment)
        alerts = {
            (service, name): alert
            for service, section in config.services.items()
            for name, alert in section.alerts.items()
        }
        regions = Regions(alerts, config.services, loaded.region)
        return cls(loaded=loaded, naming=naming, paging=paging, regions=regions)

    @property
    def config(self) -> Config:
        """The typed config."""
        return self.loaded.config

    def refuse(self, path: Path, message: str) -> None:
        """Note a mistake at a place of the config."""
        origin = self.loaded.origins.at(path)
        self.problems.append(Problem(origin=origin, path=write_path(path), message=message))

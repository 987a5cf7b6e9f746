"""A config as far as it is valid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from setpoint.config.declarations import walk
from setpoint.config.levels import Levels
from setpoint.config.model import Config
from setpoint.config.regions import Regions

if TYPE_CHECKING:
    from setpoint.config.declarations import Collected
    from setpoint.config.model import Alert, Notify
    from setpoint.config.path import Path


@dataclass(frozen=True, slots=True)
class Mistake:
    """A problem before its place is known.

    Attributes:
        path: Of the value in question.
        on_key: Whether the key is wrong rather than its value.
        incomplete: Whether something is missing, so that the thing around may not be meant
            to be new at all.
        inside: A text and the place in it, counted from 0, where the mistake is.
    """

    path: Path
    message: str
    value: Any = None
    allowed: tuple[str, ...] = ()
    nearest: str | None = None
    on_key: bool = False
    incomplete: bool = False
    inside: tuple[str, int] | None = None


@dataclass(slots=True)
class Draft:
    """What could be made of the data.

    Attributes:
        config: Complete when there are no mistakes; else without what is not valid.
        data: The plain data, by which also invalid things are known by name.
        alerts: Each valid alert by (service id, alert id), also those of an invalid service.
        partial: Invalid alerts as far as they are valid.
        mistakes: Everything found.
        base: The plain data of the base alone.
        levels: Which alerts are levels of one alert of the files.
        region: AWS region of the environment.
    """

    config: Config
    data: dict[str, Any]
    alerts: dict[tuple[str, str], Alert]
    partial: dict[tuple[str, str], Alert] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    base: dict[str, Any] = field(default_factory=dict)
    levels: Levels = field(default_factory=Levels)
    region: str = "us-east-1"
    _declared: Collected | None = field(default=None, init=False)
    _regions: Regions | None = field(default=None, init=False)
    _notifying: list[tuple[tuple[str, str], Notify]] | None = field(default=None, init=False)

    @property
    def declared(self) -> Collected:
        """References and unmade choices of the data, valid or not; looked for once."""
        if self._declared is None:
            self._declared = walk(self.data, Config)
        return self._declared

    @property
    def regions(self) -> Regions:
        """In which regions the alarms are."""
        if self._regions is None:
            self._regions = Regions(self.alerts, self.config.services, self.region)
        return self._regions

    def notifying(self) -> list[tuple[tuple[str, str], Notify]]:
        """Alerts that tell more than their severity does; looked for once, as many checks ask."""
        if self._notifying is None:
            self._notifying = [
                (key, alert.notify)
                for key, alert in self.alerts.items()
                if alert.notify is not None
            ]
        return self._notifying

    def names(self, *path: str) -> list[str]:
        """Ids defined at a path, valid or not."""
        found: Any = self.data
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return list(found) if isinstance(found, dict) else []

    def has_default(self, key: str) -> bool:
        """Whether `defaults` gives a key, or is nothing to find keys in; valid or not."""
        given = self.data.get("defaults", {})
        return key in given if isinstance(given, dict) else True

"""One environment on one side of a comparison: the catalog, and where its values stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from setpoint.config.merging.overlay import REGION
from setpoint.config.model.section import Section, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from setpoint.catalog.model import Catalog
    from setpoint.config import LoadedConfig
    from setpoint.config.path import Path

_BELOW_ALERT = 4  # parts of the path of an alert


@dataclass(frozen=True)
class Side:
    """A catalog with the config that it was built from."""

    loaded: LoadedConfig
    catalog: Catalog

    @cached_property
    def alert_by_alarm(self) -> Mapping[str, str]:
        """Alert id by the name of its CloudWatch alarm."""
        alerts = self.catalog.alerts.values()
        return {getattr(alert.signal, "alarm_name", alert.id): alert.id for alert in alerts}

    def value(self, path: Path) -> Any:
        """The typed value that the config has at a path, None where it sets none.

        A template, and what an alert gives it, are not typed: they have what the files say.
        """
        if path[:1] == ("templates",) or path[_BELOW_ALERT : _BELOW_ALERT + 1] == ("with",):
            return self.loaded.origins.raw(path)
        return self.loaded.region if path == REGION else self._below(path, value_of)

    def effective(self, path: Path) -> Any:
        """The same, with the model's own value where the config sets none."""
        return self.loaded.region if path == REGION else self._below(path, _held)

    def _below(self, path: Path, ask: Callable[[Section, str], Any]) -> Any:
        found: Any = self.loaded.config
        for part in path:
            if isinstance(found, Section):
                found = ask(found, str(part))
            elif isinstance(found, dict):
                found = found.get(part)
            elif isinstance(found, tuple) and isinstance(part, int):
                found = found[part] if part < len(found) else None
            else:
                return None
        return found


def _held(section: Section, key: str) -> Any:
    """What holds under a key."""
    return getattr(section, key if key in type(section).model_fields else f"{key}_", None)

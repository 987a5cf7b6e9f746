"""What became of the uses of templates: the config without them, and where its values stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from setpoint.config.levels import Levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.expanding.levels import Level
    from setpoint.config.path import Path
    from setpoint.config.validation.draft import Mistake

_ALERT = 4  # parts of the path of an alert


@dataclass(frozen=True, slots=True)
class Use:
    """An alert made from a template.

    Attributes:
        template: Its id.
        parameters: Path of the value that each parameter has here, by name.
    """

    template: str
    parameters: Mapping[str, Path]


@dataclass(slots=True)
class Expansion:
    """The config with every use of a template written out.

    Attributes:
        data: Shares with the config as it was read all that no template is part of.
        uses: By service and alert, of an alert with levels by the alert's own id.
        levels: By service and id of the level.
        mistakes: Of uses: parameters that are not there, templates that are not there.
        unfilled: Paths of texts whose parameter is missing, so that they mean nothing.
    """

    data: dict[str, Any]
    uses: dict[tuple[str, str], Use] = field(default_factory=dict)
    levels: dict[tuple[str, str], Level] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    unfilled: set[Path] = field(default_factory=set)

    @property
    def used(self) -> set[str]:
        """Ids of the templates that something uses."""
        return {use.template for use in self.uses.values()}

    def which_levels(self) -> Levels:
        """Which alerts are levels of which."""
        of: dict[str, tuple[str, ...]] = {}
        for (service, _), level in self.levels.items():
            alert = f"{service}/{level.alert}"
            of[alert] = (*of.get(alert, ()), f"{service}/{level.id}")
        return Levels(of, {level: alert for alert, levels in of.items() for level in levels})

    def use(self, path: Path) -> Use | None:
        """The use of a template that the alert around a path is, if it is one."""
        if not _is_of_alert(path):
            return None
        service, name = str(path[1]), str(path[3])
        level = self.levels.get((service, name))
        return self.uses.get((service, level.alert if level else name))

    def sources(self, path: Path) -> Iterator[Path]:
        """Yield where the value at a path may be written, what counts first."""
        if not _is_of_alert(path):
            yield path
            return
        use = self.use(path)
        level = self.levels.get((str(path[1]), str(path[3])))
        alert = (*path[:3], level.alert if level else path[3])
        below = path[_ALERT:]
        for each in level.sources(below) if level else (below,):
            yield (*alert, *each)
            if use is not None and each:
                yield ("templates", use.template, "alert", *each)


def _is_of_alert(path: Path) -> bool:
    """Whether a path is that of an alert, or of something below one."""
    return len(path) >= _ALERT and (path[0], path[2]) == ("services", "alerts")

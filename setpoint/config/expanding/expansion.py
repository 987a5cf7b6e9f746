"""What became of the uses of templates: the config without them, and where its values stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
        uses: By service and alert.
        mistakes: Of uses: parameters that are not there, templates that are not there.
        unfilled: Paths of texts whose parameter is missing, so that they mean nothing.
    """

    data: dict[str, Any]
    uses: dict[tuple[str, str], Use] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    unfilled: set[Path] = field(default_factory=set)

    @property
    def used(self) -> set[str]:
        """Ids of the templates that something uses."""
        return {use.template for use in self.uses.values()}

    def use(self, path: Path) -> Use | None:
        """The use of a template that the alert around a path is, if it is one."""
        if len(path) < _ALERT or (path[0], path[2]) != ("services", "alerts"):
            return None
        return self.uses.get((str(path[1]), str(path[3])))

    def sources(self, path: Path) -> Iterator[Path]:
        """Yield where the value at a path may be written, what counts first."""
        yield path
        use = self.use(path)
        if use is not None and len(path) > _ALERT:
            yield ("templates", use.template, "alert", *path[_ALERT:])

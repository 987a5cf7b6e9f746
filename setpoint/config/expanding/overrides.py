"""What a use says over the body of its template, as an overlay lies over the base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.config.merging.uses import cuts_level

if TYPE_CHECKING:
    from setpoint.config.path import Path


class Overrides:
    """What one mapping changes in another.

    Attributes:
        absent: Paths of removals of what isn't there.
        cut: Paths of bare values over levels that have keys, which would be lost.
    """

    def __init__(self) -> None:
        self.absent: list[Path] = []
        self.cut: list[Path] = []

    def apply(self, changes: dict[str, Any], over: dict[str, Any], at: Path = ()) -> dict[str, Any]:
        """Return a mapping with changes made: mappings merge, the rest replaces, None removes."""
        result = dict(over)
        for key, change in changes.items():
            below = over.get(key)
            if change is None:
                if key not in over:
                    self.absent.append((*at, key))
                result.pop(key, None)
            elif isinstance(change, dict):
                known = below if isinstance(below, dict) else {}
                result[key] = self.apply(change, known, (*at, key))
            else:
                if cuts_level(at, below):
                    self.cut.append((*at, key))
                result[key] = change
        return result

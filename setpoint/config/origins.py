"""Which line set a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.config.merging.variables import REFERENCE
from setpoint.config.value import Origin

if TYPE_CHECKING:
    from setpoint.config.merging import Base, Overlay
    from setpoint.config.path import Path


class Origins:
    """Places of one environment's effective values, looked up in the files on demand."""

    def __init__(self, base: Base, overlay: Overlay) -> None:
        self._base = base
        self._overlay = overlay

    def at(self, path: Path, *, key: bool = False) -> Origin:
        """The place that set the effective value, of the nearest thing around it if absent.

        Args:
            path: Keys and list indexes from the top of the config.
            key: Ask for the place of the key rather than of its value.
        """
        while path:
            found = self._exact(path, key=key)
            if found is not None:
                return found
            path, key = path[:-1], True
        documents = self._base.documents
        return Origin(documents[0].file if documents else self._overlay.document.file, 1, 1)

    def variables(self, path: Path) -> tuple[str, ...]:
        """Names of the variables that went into the value at a path."""
        text = _value(self._overlay.data, path)
        if text is None:
            text = _value(self._base.data, path)
        if not isinstance(text, str):
            return ()
        return tuple(name for escape, name in REFERENCE.findall(text) if not escape)

    def overridden(self, path: Path) -> bool:
        """Whether the overlay says something at the path."""
        return self._overlay.place(path) is not None

    def _exact(self, path: Path, *, key: bool) -> Origin | None:
        """The place of this very path."""
        changed = self._overlay.place(path, key=key)
        if changed is not None and not self._both_mappings(path):
            return changed
        owner = next(
            (self._base.owners[path[:n]] for n in (3, 2, 1) if path[:n] in self._base.owners), None
        )
        return owner.place(path, key=key) if owner is not None else changed

    def _both_mappings(self, path: Path) -> bool:
        """Whether the overlay changes parts of a mapping that the base defines."""
        return isinstance(_value(self._overlay.data, path), dict) and isinstance(
            _value(self._base.data, path), dict
        )


def _value(data: Any, path: Path) -> Any:
    """The plain value at a path, None if there is none."""
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data

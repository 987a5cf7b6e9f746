"""Which line set a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from setpoint.config.merging.overlay import PREFIX
from setpoint.config.merging.variables import REFERENCE, filled, names_in, written_at
from setpoint.config.value import Origin

if TYPE_CHECKING:
    from setpoint.config.expanding import Expansion
    from setpoint.config.merging import Base, Overlay
    from setpoint.config.path import Path
    from setpoint.config.reading import Document


class Stand(NamedTuple):
    """Which of the texts for one value counts.

    Attributes:
        path: Where it is written: there, or in the template that brings it.
        overlay: Whether the overlay says it, rather than the base.
        rank: The lower, the sooner it counts: the use before the template, the overlay first.
    """

    path: Path
    overlay: bool
    rank: int


class Origins:
    """Places of one environment's effective values, looked up in the files on demand."""

    def __init__(self, base: Base, overlay: Overlay, expansion: Expansion) -> None:
        self._base = base
        self._overlay = overlay
        self._expansion = expansion

    def at(self, path: Path, *, key: bool = False) -> Origin:
        """The place that set the effective value, of the nearest thing around it if absent.

        Args:
            path: Keys and list indexes from the top of the config.
            key: Ask for the place of the key rather than of its value.
        """
        while path:
            found = self._find(path, key=key)
            if found is not None:
                return found[1]
            path, key = path[:-1], True
        documents = self._base.documents
        return Origin(documents[0].file if documents else self._overlay.document.file, 1, 1)

    def nearest(self, path: Path) -> Origin:
        """The place of what stands at the path itself or around it, whatever a template brings."""
        while path:
            found = self._exact(path, key=True)
            if found is not None:
                return found
            path = path[:-1]
        return self.at(())

    def around_in_overlay(self, path: Path) -> Origin:
        """The place in the overlay of what stands at the path, or around it, or of its file."""
        lengths = range(len(path), 0, -1)
        found = (self._overlay.place(path[:length], key=True) for length in lengths)
        return next(filter(None, found), Origin(self._overlay.document.file, 1, 1))

    def inside(self, path: Path, text: str, at: int) -> Origin | None:
        """The place of a character of the text at a path; None where the files don't tell.

        A character that a variable brings stands where the variable is named.
        """
        found = self._find(path, key=False)
        raw = self.raw(found[0]) if found is not None else None
        if found is None or not isinstance(raw, str):
            return None
        written = written_at(raw, self._values(path), text, at)
        return None if written is None else self._character(found[0], written)

    def _values(self, path: Path) -> dict[str, str]:
        """What stands for each name that the text at a path takes in."""
        raw = {name: str(self.raw(at)) for name, at in self.references(path).items()}
        return {name: filled(text, raw) for name, text in raw.items()}

    def _character(self, path: Path, at: int) -> Origin | None:
        """The place of a character of the text that the files have at this very path."""
        if self._overlay.place(path) is not None:
            return self._overlay.document.inside((*PREFIX, *path), at)
        owner = self._owner(path)
        return owner.inside(path, at) if owner is not None else None

    def written(self, path: Path) -> Path:
        """Where the value at a path is written: there, or in the template that brings it."""
        for length in range(len(path), 0, -1):
            found = self._find(path[:length], key=True)
            if found is not None:
                return (*found[0], *path[length:])
        return path

    def references(self, path: Path) -> dict[str, Path]:
        """Paths of the parameters and variables that went into the value at a path, by name."""
        written = self.written(path)
        use = self._expansion.use(path) if written[:1] == ("templates",) else None
        found: dict[str, Path] = {}
        for name in _names(self.raw(written)):
            given = use.parameters.get(name) if use else None
            found[name] = given or ("variables", name)
            if given:
                found.update({name: ("variables", name) for name in _names(self.raw(given))})
        return found

    def parameters(self, path: Path) -> dict[str, Path]:
        """Paths of the parameters that went into the value at a path, by name."""
        use = self._expansion.use(path)
        known = set(use.parameters.values()) if use else set()
        return {name: at for name, at in self.references(path).items() if at in known}

    def only_parameter(self, path: Path) -> Path | None:
        """The path of the parameter that alone is the value at a path, if one is."""
        whole = REFERENCE.fullmatch(str(self.raw(self.written(path))))
        return self.parameters(path).get(whole[2]) if whole else None

    def stand(self, path: Path) -> Stand | None:
        """Which text counts for the value at a path; None if none does, and for a mapping."""
        for number, source in enumerate(self._expansion.sources(path)):
            for overlay in (True, False):
                said = self.said(source, overlay=overlay)
                if said is not None:
                    rank = 2 * number + (not overlay)
                    return None if isinstance(said, dict) else Stand(source, overlay, rank)
        return None

    def said(self, path: Path, *, overlay: bool) -> Any:
        """What the overlay or the base says at this very path; None if nothing."""
        return _value((self._overlay if overlay else self._base).data, path)

    def raw(self, path: Path) -> Any:
        """What the files say at a path, before anything is filled in; None if nothing."""
        found = _value(self._overlay.data, path)
        return _value(self._base.data, path) if found is None else found

    def overridden(self, path: Path) -> bool:
        """Whether the overlay says something at the path."""
        return any(
            self._overlay.place(source) is not None for source in self._expansion.sources(path)
        )

    def _find(self, path: Path, *, key: bool) -> tuple[Path, Origin] | None:
        """Where this very path is written, and its place; of a mapping, where it is defined."""
        found: tuple[Path, Origin] | None = None
        for source in self._expansion.sources(path):
            if found is not None and not isinstance(self.raw(found[0]), dict):
                break
            origin = self._exact(source, key=key)
            if origin is not None and (found is None or isinstance(self.raw(source), dict)):
                found = (source, origin)
        return found

    def _exact(self, path: Path, *, key: bool) -> Origin | None:
        """The place of this very path in the files."""
        changed = self._overlay.place(path, key=key)
        if changed is not None and not self._both_mappings(path):
            return changed
        owner = self._owner(path)
        return owner.place(path, key=key) if owner is not None else changed

    def _owner(self, path: Path) -> Document | None:
        """The file of the base that has this path."""
        owners = self._base.owners
        return next((owners[path[:n]] for n in (3, 2, 1) if path[:n] in owners), None)

    def _both_mappings(self, path: Path) -> bool:
        """Whether the overlay changes parts of a mapping that the base defines."""
        return isinstance(_value(self._overlay.data, path), dict) and isinstance(
            _value(self._base.data, path), dict
        )


def _names(value: Any) -> list[str]:
    """Names that the texts of a value take in."""
    return [name for _, name in names_in(value)]


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

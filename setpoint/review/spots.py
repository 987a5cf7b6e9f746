"""Places of the config at which something else stands now, whatever it is a value of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.catalog.explanation import written
from setpoint.config.model import SupportHours
from setpoint.config.model.section import Section, given
from setpoint.config.origins import Stand
from setpoint.config.path import Path, write_path
from setpoint.review.differing import differing
from setpoint.review.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.config.value import Origin
    from setpoint.review.side import Side


class Spots:
    """One side's places, below a path that may be another on the other side."""

    def __init__(self, side: Side, path: Path = ()) -> None:
        self.side = side
        self.path = path

    def translated(self, path: Path, other: Spots) -> Path:
        """Return a path of this side that may be below the other's."""
        depth = len(other.path)
        return (*self.path, *path[depth:]) if path[:depth] == other.path else path

    def references(self, path: Path) -> Mapping[str, Path]:
        """Return paths of the variables and parameters in the value at a path, by name."""
        return self.side.loaded.origins.references(path)

    def written(self, path: Path) -> Path:
        """Return where the value at a path is written, in a template perhaps."""
        return self.side.loaded.origins.written(path)

    def text(self, path: Path) -> Any:
        """Return what the files say for the value at a path, before anything is filled in."""
        origins = self.side.loaded.origins
        return origins.raw(origins.written(path))

    def said(self, path: Path, stand: Stand) -> Any:
        """Return what the files say at a path in the overlay, or in the base, as a text does."""
        return self.side.loaded.origins.said(path, overlay=stand.overlay)

    def raw_text(self, path: Path) -> str | None:
        """Return a mapping, or a value that takes in what a use or environment gives, as written.

        It is the same text wherever it counts; of a mapping that both have it is the base's.
        """
        raw = self.text(path)
        if isinstance(raw, dict):
            base = self.side.loaded.origins.said(self.written(path), overlay=False)
            return text_of(base if isinstance(base, dict) else raw, path)
        nested = isinstance(raw, list) and any(isinstance(item, dict) for item in raw)
        return text_of(raw, path) if nested or self.references(path) else None


def written_at(before: Spots, after: Spots, one: Path, other: Path) -> Iterator[tuple[Path, Path]]:
    """Yield what a value is made of, on both sides: variables, parameters, its own text."""
    old, new = before.references(one), after.references(other)
    for name in {**old, **new}:
        yield old.get(name, new.get(name, ())), new.get(name, old.get(name, ()))
    if before.text(one) != after.text(other):
        yield one, other


def edited(before: Spots, after: Spots, places: Iterable[tuple[Path, Path]]) -> tuple[Source, ...]:
    """Return those of some places at which something else stands now."""
    return tuple(
        found
        for one, other in places
        for narrow in narrowed(before.side, after.side, one, other)
        for found in _sources(before, after, *narrow)
    )


def narrowed(old: Side, new: Side, one: Path, other: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the values in which two sections differ, or the two places themselves.

    Support hours are one place where several of their values differ, which mean nothing one by
    one, unless these stand apart, some in an overlay.
    """
    before, after = old.value(one), new.value(other)
    if type(before) is type(after) and isinstance(before, Section | dict | tuple):
        found = [((*one, *below), (*other, *below)) for below in differing(before, after)]
        whole = isinstance(after, SupportHours) and len(found) > 1
        if whole and not any(_in_overlay(old, was) or _in_overlay(new, now) for was, now in found):
            found = [(one, other)]
        yield from found
    elif before != after:
        yield one, other


def _in_overlay(side: Side, path: Path) -> bool:
    stand = side.loaded.origins.stand(path)
    return stand is not None and stand.overlay


def _sources(before: Spots, after: Spots, one: Path, other: Path) -> Iterator[Source]:
    """Yield the edits by which something else stands at a place: usually one.

    Where a text is gone that counted before, another counts now that may be new, too: one moved
    from the uses of a template into it, say, or from an overlay into the base.
    """
    then, now = before.side.loaded.origins.stand(one), after.side.loaded.origins.stand(other)
    found = source(before, after, one, other)
    if then is None or now is None or then.rank >= now.rank:
        yield found
        return
    dropped = found._replace(path=write_path(then.path), origin=_gone(before, after, then))
    said = before.said(before.translated(now.path, after), now), after.said(now.path, now)
    if said[0] == said[1]:
        yield dropped
        return
    yield Source(
        write_path(now.path),
        text_of(said[0], now.path),
        text_of(said[1], now.path),
        after.side.loaded.origins.at(other),
        alone=False,
    )
    same = then.path == before.translated(now.path, after)
    instead = f"that of {'the base' if same else write_path(now.path)}"
    yield dropped._replace(new=instead, alone=False)


def source(before: Spots, after: Spots, one: Path, other: Path) -> Source:
    """Return what stands at a place on both sides, and where it does now."""
    old, new = before.side.value(one), after.side.value(other)
    at, origin = after.written(other), after.side.loaded.origins.at(other)
    then = before.side.loaded.origins.stand(one)
    if new is None and old is not None:
        at = before.written(one)
        origin = _gone(before, after, then or Stand(at, overlay=False, rank=0))
    return Source(
        write_path(at),
        before.raw_text(one) or text_of(old, one),
        after.raw_text(other) or text_of(new, other),
        origin,
        alone=not (before.references(one) or after.references(other)),
    )


def _gone(before: Spots, after: Spots, then: Stand) -> Origin:
    """Return where a text stood that is gone."""
    origins, path = after.side.loaded.origins, after.translated(then.path, before)
    return origins.around_in_overlay(path) if then.overlay else origins.nearest(path)


def text_of(value: Any, path: Path) -> str | None:
    """Return a value in one line, as YAML has it in brackets and braces; None where there is none.

    The outermost braces are left out.
    """
    if value is None:
        return None
    text = _flow(value, path)
    return (text[1:-1] if isinstance(value, Section | dict) else text) or "{}"


def _flow(value: Any, path: Path) -> str:
    if isinstance(value, Section | dict):
        said = given(value) if isinstance(value, Section) else value.items()
        told = (f"{key}: {_flow(item, (*path, key))}" for key, item in said if item is not None)
        return f"{{{', '.join(told)}}}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(_flow(item, path) for item in value)}]"
    return written(value, path)

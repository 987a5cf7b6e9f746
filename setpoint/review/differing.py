"""Which values of two sections differ, those that hold by default included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.config.model import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path


def differing(old: Any, new: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of each value that is another.

    A list is one value, but for a list of sections that is as long as before; so is a section
    that one of the two doesn't have.
    """
    if old == new:
        return
    parts = _parts(old, new)
    if parts is None:
        yield path
        return
    for part, (one, other) in parts.items():
        yield from differing(one, other, (*path, part))


def _parts(old: Any, new: Any) -> dict[str | int, tuple[Any, Any]] | None:
    """Return what two values consist of, None for those that are compared as a whole."""
    if isinstance(old, Section) and type(old) is type(new):
        fields = type(old).model_fields.items()
        return {
            field.alias or name: (getattr(old, name), getattr(new, name)) for name, field in fields
        }
    if isinstance(old, dict) and isinstance(new, dict):
        return {key: (old.get(key), new.get(key)) for key in {**old, **new}}
    if isinstance(old, tuple) and isinstance(new, tuple) and _of_sections(old, new):
        return dict(enumerate(zip(old, new, strict=True)))
    return None


def _of_sections(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """Whether two lists have as many sections, and nothing else."""
    return len(old) == len(new) and all(isinstance(item, Section) for item in (*old, *new))

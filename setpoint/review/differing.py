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
    that one of the two doesn't have. Where a section only says which of several things it names,
    one that names another kind is one value, and so is a list in which more than one are others.
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
        if _names_only(old) and old.model_fields_set != new.model_fields_set:
            return None
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
    """Whether two lists have as many sections, and nothing else, that are told one by one."""
    if len(old) != len(new) or not all(isinstance(item, Section) for item in (*old, *new)):
        return False
    others = sum(one != other for one, other in zip(old, new, strict=True))
    return others == 1 or not all(map(_names_only, old))


def _names_only(section: Section) -> bool:
    """Whether a section is nothing but one name, that of a schedule, a person or a group."""
    return section.one_of is not None and not section.one_of.keys

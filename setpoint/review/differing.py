"""Which values of two sections differ, those that hold by default included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.config.model.section import Section, given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path


def differing(old: Any, new: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of each value that is another.

    A list is one value, but for a list of sections that is as long as before; so is a section
    that one of the two doesn't have, and one that is of another of several kinds, such as a
    widget that is a graph now. Where sections only say which of several things they name, a list
    in which more than one are others is one value.
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
        if _kind(old) != _kind(new):
            return None
        fields = type(old).model_fields.items()
        return {
            field.alias or name: (getattr(old, name), getattr(new, name)) for name, field in fields
        }
    if isinstance(old, dict) and isinstance(new, dict):
        if _one_text(old) and _one_text(new) and old.keys() != new.keys():
            return None
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


def _kind(section: Section) -> frozenset[str]:
    """Return which of the keys a section gives of which it must give one; empty without such."""
    if section.one_of is None:
        return frozenset()
    there = frozenset(key for key, value in given(section) if value is not None)
    return there & frozenset(section.one_of.keys) if section.one_of.keys else there


def _one_text(mapping: dict[Any, Any]) -> bool:
    """Whether a mapping is nothing but one name with its text, such as a tag."""
    return len(mapping) == 1 and all(isinstance(value, str) for value in mapping.values())


def _names_only(section: Section) -> bool:
    """Whether a section is nothing but one name, that of a schedule, a person or a group."""
    return section.one_of is not None and not section.one_of.keys

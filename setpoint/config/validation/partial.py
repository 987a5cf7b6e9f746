"""An invalid alert as far as it is valid, for rules that need only a part of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from setpoint.config.model.section import Section, fields_by_key
from setpoint.config.nearest import nearest
from setpoint.config.validation.sentences import KEY_MARK
from setpoint.config.validation.shape import section_at

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

_NOTHING: Any = object()
_ANY = "any"


class UnknownValueError(AttributeError):
    """A rule asks for what is not valid, so that it can't judge."""


def as_far_as_known(found: Iterator[T]) -> Iterator[T]:
    """What is found until something is asked for that is not valid, which is told already."""
    try:
        yield from found
    except UnknownValueError:
        return


class Partial:
    """What tells a section that is made of valid parts from one that is valid."""

    def __getattr__(self, name: str) -> Any:
        """Say that a value is not known.

        Raises:
            UnknownValueError: Always.
        """
        raise UnknownValueError(name)


def partial(section: type[Section], data: Any) -> Any:
    """A section of what is valid in the data; the rest raises UnknownValueError when asked for.

    A key that is absent has its default, unless an unknown key is probably meant to be it.
    """
    fields = fields_by_key(section)
    given = data if isinstance(data, dict) else {}
    misspelt = {nearest(str(key), fields) for key in given if key not in fields}
    values: dict[str, Any] = {}
    told: set[str] = set()
    for (key, field), name in zip(fields.items(), section.model_fields, strict=True):
        if key in given:
            value = _valid(section, name, key, given[key])
            told.add(name)
        elif field.is_required() or key in misspelt:
            value = _NOTHING
        else:
            value = field.get_default(call_default_factory=True, validated_data={})
        if value is not _NOTHING:
            values[name] = value
    return _made(section, values, told)


def _valid(section: type[Section], name: str, key: str, value: Any) -> Any:
    """The value of a key, or of a section or of sections by id what is valid in them."""
    try:
        return _adapter(section, name).validate_python(value)
    except ValidationError as error:
        below, entry = (section_at(section, path) for path in ((key,), (key, _ANY)))
        if not isinstance(value, dict) or any(KEY_MARK in e["loc"] for e in error.errors()):
            return _NOTHING
        if below is not None and issubclass(below, Section):
            return partial(below, value)
        if entry is not None and issubclass(entry, Section):
            return {name: partial(entry, each) for name, each in value.items()}
        return _NOTHING


@cache
def _adapter(section: type[Section], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(section.model_fields[name].rebuild_annotation())


@cache
def _class(section: type[Section]) -> type[Section]:
    return type(f"Partial{section.__name__}", (Partial, section), {"__module__": __name__})


def _made(section: type[Section], values: dict[str, Any], told: set[str]) -> Any:
    """The section, without pydantic's defaults for what is missing."""
    cls = _class(section)
    made = cls.__new__(cls)
    for name, value in (
        ("__dict__", values),
        ("__pydantic_fields_set__", told),
        ("__pydantic_extra__", None),
        ("__pydantic_private__", None),
    ):
        object.__setattr__(made, name, value)
    return made

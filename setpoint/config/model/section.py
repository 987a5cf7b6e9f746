"""What every section of the config has in common: strict, closed, frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict

from setpoint.config.model.one_of import OneOf

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


class Section(BaseModel):
    """A mapping of the config. Unknown keys are errors; nothing is converted silently."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    one_of: ClassVar[OneOf | None] = None
    """Of which of its keys exactly one must be set, where there is such a choice."""


def fields_by_key(section: type[BaseModel]) -> dict[str, FieldInfo]:
    """A section's fields by the key in the config; `with` is a word of Python's and no field."""
    return {field.alias or name: field for name, field in section.model_fields.items()}


def given(section: Section) -> list[tuple[str, Any]]:
    """Key and value of what the config says itself in a section, in the model's order."""
    names = section.model_fields_set
    return [
        (field.alias or name, getattr(section, name))
        for name, field in type(section).model_fields.items()
        if name in names
    ]


def value_of(section: Section, key: str) -> Any:
    """What the config says itself under a key, None where it says nothing."""
    name = key if key in type(section).model_fields else f"{key}_"
    return getattr(section, name) if name in section.model_fields_set else None

"""What every section of the config has in common: strict, closed, frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


class Section(BaseModel):
    """A mapping of the config. Unknown keys are errors; nothing is converted silently."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


def fields_by_key(section: type[BaseModel]) -> dict[str, FieldInfo]:
    """A section's fields by the key in the config; `with` is a word of Python's and no field."""
    return {field.alias or name: field for name, field in section.model_fields.items()}

"""What the models allow at a path: for sentences about unknown keys."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from setpoint.config.model.section import fields_by_key

if TYPE_CHECKING:
    from setpoint.config.path import Path


def section_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The section whose keys stand at a path below a model, None if there is none."""
    found: Any = model
    for part in path:
        found = _below(found, part)
        if found is None:
            return None
    section = _strip(found, {})
    return section if isinstance(section, type) and issubclass(section, BaseModel) else None


def _below(annotation: Any, part: str | int) -> Any:
    """The annotation one level down."""
    kind: type = list if isinstance(part, int) else dict
    found = _strip(annotation, kind)
    if isinstance(found, type) and issubclass(found, BaseModel):
        field = fields_by_key(found).get(str(part))
        return field.annotation if field is not None else None
    arguments = get_args(found)
    if get_origin(found) is dict:
        return arguments[1]
    return arguments[0] if get_origin(found) is tuple else None


def _strip(annotation: Any, kind: Any) -> Any:
    """Without Annotated, without None, and of a union the branch that fits."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        branches = [_strip(a, kind) for a in get_args(annotation) if a is not type(None)]
        wanted = tuple if kind is list else dict
        fitting = [b for b in branches if get_origin(b) is wanted or _is_section(b, wanted)]
        return (fitting or branches)[0]
    return annotation


def _is_section(annotation: Any, wanted: type) -> bool:
    return wanted is dict and isinstance(annotation, type) and issubclass(annotation, BaseModel)

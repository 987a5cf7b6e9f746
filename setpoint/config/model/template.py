"""Templates: alerts that differ in a few values, written once."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from setpoint.config.model.section import Section
from setpoint.config.model.types import Id, Items, Scalar
from setpoint.config.model.types.refusal import describe, refuse


def _body(value: Any) -> dict[str, Any]:
    """An alert's keys; each use makes an alert of them, which is then read as any other."""
    if not isinstance(value, dict):
        raise refuse(f"{describe(value)} stands where the keys of an alert belong")
    return value


# The JSON Schema of it is made in `setpoint.config.schema`, from that of an alert.
Body: TypeAlias = Annotated[
    dict[str, Any], PlainValidator(_body), WithJsonSchema({"type": "object"})
]


class Template(Section):
    """An alert with gaps; an alert of a service uses it by `template` and fills them by `with`."""

    parameters: Items[Id] = ()
    """Names of the values that each use gives."""
    defaults: dict[Id, Scalar] = Field(default_factory=dict)
    """Further parameters, with the value where a use gives none."""
    alert: Body
    """The alert; ${name} in its texts is a parameter, else a variable."""

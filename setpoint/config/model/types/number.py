"""Thresholds, scalars and lists."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import PlainValidator, Strict, WithJsonSchema

from setpoint.config.model.types.patterns import quantity_schema
from setpoint.config.model.types.refusal import describe, refuse
from setpoint.config.units import Quantity, UnitError, parse_quantity
from setpoint.config.units.quantity import EXAMPLES

T = TypeVar("T")


def read_threshold(value: Any) -> Quantity:
    """Return a quantity with or without unit, as a threshold is."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise refuse(f"{describe(value)} stands where a quantity such as {EXAMPLES} belongs")
    outcome = _parse(value, isinstance(value, int))
    if isinstance(outcome, str):
        raise refuse(outcome)
    return outcome


@lru_cache(maxsize=4096)
def _parse(value: float | str, _is_int: bool) -> Quantity | str:
    """The quantity, or the sentence that says why not."""
    try:
        return parse_quantity(value)
    except UnitError as error:
        return str(error)


def read_scalar(value: Any) -> str | int | float:
    """Text or a number, as a variable has it."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise refuse(f"{describe(value)} can't be taken into a text; write text or a number")
    if isinstance(value, float) and not math.isfinite(value):
        raise refuse(f"{value} is not a finite number")
    return value


Threshold: TypeAlias = Annotated[
    Quantity,
    PlainValidator(read_threshold),
    WithJsonSchema(quantity_schema(["80%", "1.5s", "5/min", 10])),
]
Scalar: TypeAlias = Annotated[
    str | int | float, PlainValidator(read_scalar), WithJsonSchema({"type": ["string", "number"]})
]
# A YAML list kept as a tuple; its items stay strict.
Items: TypeAlias = Annotated[tuple[T, ...], Strict(strict=False)]

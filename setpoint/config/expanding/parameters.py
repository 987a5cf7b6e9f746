"""A template's parameters, and the values that a use gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError

from setpoint.config.model.types.number import read_scalar
from setpoint.config.model.types.refusal import describe
from setpoint.config.nearest import nearest
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path


@dataclass(frozen=True, slots=True)
class Shape:
    """A template as far as it is one.

    Attributes:
        body: The keys of the alert, None where the template has none.
        required: Parameters that each use gives.
        defaults: Parameters that it may give, with their values.
        parameters: All names, each once.
    """

    id: str
    body: dict[str, Any] | None
    required: tuple[str, ...]
    defaults: dict[str, Any]
    parameters: tuple[str, ...]

    @classmethod
    def of(cls, name: str, template: Any) -> Shape:
        """Read a template that may be anything; what is wrong with it is told elsewhere."""
        known = template if isinstance(template, dict) else {}
        body, parameters, defaults = (known.get(k) for k in ("alert", "parameters", "defaults"))
        listed = parameters if isinstance(parameters, list) else []
        required = tuple(each for each in listed if isinstance(each, str))
        defaults = defaults if isinstance(defaults, dict) else {}
        names = tuple(dict.fromkeys((*required, *defaults)))
        return cls(name, body if isinstance(body, dict) else None, required, defaults, names)


@dataclass(frozen=True, slots=True)
class Given:
    """What a use gives.

    Attributes:
        values: By parameter, defaults included; only those that can be taken in.
        paths: Where each of them stands.
    """

    values: dict[str, Any]
    paths: dict[str, Path]


def read_given(shape: Shape, given: Any, use: Path) -> tuple[Given, list[Mistake]]:
    """The parameters of one use, whose `with` is `given`, and what is wrong with them."""
    if not isinstance(given, dict):
        message = f"{describe(given)} stands where a mapping belongs"
        return Given({}, {}), [Mistake((*use, "with"), message)]
    refused = {name: sentence for name, each in given.items() if (sentence := _refusal(each))}
    values, paths = {}, {}
    for name in shape.parameters:
        if name in given and name not in refused:
            values[name], paths[name] = given[name], (*use, "with", name)
        elif name in shape.defaults and name not in given:
            values[name] = shape.defaults[name]
            paths[name] = ("templates", shape.id, "defaults", name)
    return Given(values, paths), list(_mistakes(shape, given, refused, use))


def _mistakes(
    shape: Shape, given: dict[str, Any], refused: dict[str, str], use: Path
) -> Iterator[Mistake]:
    for name in shape.required:
        if name not in given and name not in shape.defaults:
            message = f"is missing; the template {shape.id} has the parameter {name}"
            yield Mistake((*use, "with", name), message, incomplete=True)
    for name in given:
        path = (*use, "with", name)
        if name not in shape.parameters:
            yield _unknown(path, name, shape)
        elif name in refused:
            yield Mistake(path, refused[name])


def _unknown(path: Path, name: str, shape: Shape) -> Mistake:
    known = shape.parameters
    close = nearest(name, known)
    message = f"the template {shape.id} has no parameter {name!r}"
    if close is None:
        message += f"; it has {', '.join(known)}" if known else "; it has none"
    return Mistake(path, message, name, known, close, on_key=True)


def _refusal(value: Any) -> str | None:
    """Why a value can't be taken into a text, None if it can."""
    try:
        read_scalar(value)
    except PydanticCustomError as error:
        return str(error.message())
    return None

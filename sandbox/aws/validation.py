"""Checks parameters against the constraints in a botocore model, in the words AWS uses.

Required members, types, lengths, ranges, enums and patterns come from the model. Rules that
the model can't express belong to the operation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from sandbox.aws.errors import AwsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botocore.model import Shape

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "double": (int, float),
    "float": (int, float),
    "boolean": (bool,),
    "timestamp": (int, float),
    "list": (list,),
    "map": (dict,),
    "structure": (dict,),
    "blob": (str, bytes),
}


def check(shape: Shape | None, params: dict[str, Any], *, invalid: str) -> None:
    """Refuse parameters that break the model's constraints.

    Raises:
        AwsError: Of shape `invalid`, listing every violation as AWS does; or
            `SerializationException` where a value has the wrong JSON type.
    """
    if shape is None:
        return
    violations = list(_violations(shape, params, ""))
    if violations:
        count = len(violations)
        noun = "error" if count == 1 else "errors"
        raise AwsError(invalid, f"{count} validation {noun} detected: {'; '.join(violations)}")


def _violations(shape: Shape, value: Any, path: str) -> Iterator[str]:
    _check_type(shape, value, path)
    yield from _own_violations(shape, value, path)
    if shape.type_name == "structure":
        yield from _member_violations(shape, value, path)
    elif shape.type_name == "list":
        for index, item in enumerate(value, start=1):
            yield from _violations(shape.member, item, f"{path}.{index}.member")
    elif shape.type_name == "map":
        for key, item in value.items():
            yield from _violations(shape.value, item, f"{path}.{key}.member")


def _member_violations(shape: Shape, value: dict[str, Any], path: str) -> Iterator[str]:
    for name, member in shape.members.items():
        where = f"{path}.{_lower_first(name)}".lstrip(".")
        if value.get(name) is not None:
            yield from _violations(member, value[name], where)
        elif name in shape.required_members:
            yield f"Value null at '{where}' failed to satisfy constraint: Member must not be null"


def _check_type(shape: Shape, value: Any, path: str) -> None:
    allowed = _TYPES.get(shape.type_name)
    if allowed is None:
        return
    is_bool = isinstance(value, bool) and bool not in allowed
    if is_bool or not isinstance(value, allowed):
        raise AwsError(
            "SerializationException",
            f"{path or 'The request'} must be a {shape.type_name}, not {type(value).__name__}",
        )


def _own_violations(shape: Shape, value: Any, path: str) -> Iterator[str]:
    for constraint in _broken_constraints(shape, value):
        yield f"Value '{value}' at '{path}' failed to satisfy constraint: {constraint}"


def _broken_constraints(shape: Shape, value: Any) -> Iterator[str]:
    metadata = shape.metadata
    if "min" in metadata or "max" in metadata:
        yield from _broken_range(shape, value)
    if shape.type_name == "string" and shape.enum and value not in shape.enum:
        yield f"Member must satisfy enum value set: [{', '.join(shape.enum)}]"
    if "pattern" in metadata and isinstance(value, str):
        pattern = _compiled(metadata["pattern"])
        if pattern is not None and not pattern.fullmatch(value):
            yield f"Member must satisfy regular expression pattern: {metadata['pattern']}"


def _broken_range(shape: Shape, value: Any) -> Iterator[str]:
    numeric = isinstance(value, (int, float))
    if not numeric and not hasattr(value, "__len__"):
        return
    size, noun = (value, "value") if numeric else (len(value), "length")
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and size < low:
        yield f"Member must have {noun} greater than or equal to {low}"
    if high is not None and size > high:
        yield f"Member must have {noun} less than or equal to {high}"


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """Compile a Java pattern; one that Python can't read (Unicode classes) is left unchecked."""
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _lower_first(name: str) -> str:
    return name[:1].lower() + name[1:]

"""Filters JSON-like documents by a model's shape: parameters on the way in, results on the way out.

Shared by the JSON and CBOR protocols, whose values differ only in how a timestamp is written. moto
speaks no CBOR, and its reading of JSON is kinder than AWS's: it takes a text for a number, and a
broken body for a message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.aws.errors import AwsError
from sandbox.aws.protocols.timestamps import to_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.model import Shape


def read(shape: Shape | None, document: Any) -> Any:
    """Keep what the shape knows, drop nulls, turn timestamps into seconds."""
    if shape is None:
        return {}
    return _walk(shape, document, to_seconds)


def write(shape: Shape | None, result: Any, timestamp: Callable[[float], Any]) -> Any:
    """Keep what the shape knows and isn't null; write timestamps by `timestamp`."""
    if shape is None:
        return {}
    return _walk(shape, result, timestamp)


def _walk(shape: Shape, value: Any, timestamp: Callable[[Any], Any]) -> Any:
    kind = shape.type_name
    if kind == "structure":
        return _structure(shape, value, timestamp)
    if kind == "list" and isinstance(value, list):
        return [_walk(shape.member, item, timestamp) for item in value]
    if kind == "map" and isinstance(value, dict):
        return {key: _walk(shape.value, item, timestamp) for key, item in value.items()}
    if kind == "timestamp":
        return timestamp(value)
    if kind in ("double", "float") and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _structure(shape: Shape, value: Any, timestamp: Callable[[Any], Any]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise AwsError("SerializationException", f"{shape.name} must be an object")
    return {
        name: _walk(member, value[name], timestamp)
        for name, member in shape.members.items()
        if value.get(name) is not None
    }

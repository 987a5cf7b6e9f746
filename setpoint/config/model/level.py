"""A level of an alert, as the files have it: written out before it is read as an alert."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import PlainValidator, WithJsonSchema


def _level(value: Any) -> Any:
    """Anything: its keys are checked as those of the alert that it becomes."""
    return value


Level: TypeAlias = Annotated[
    Any,
    PlainValidator(_level),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "number"], "examples": ["80%", "1.5s", 10]},
                {"type": "object", "minProperties": 1},
            ]
        }
    ),
]

"""An AWS region."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.refusal import describe, refuse

_PATTERN: Final = r"[a-z]{2}(?:-[a-z]+)+-[0-9]{1,2}"
_SHAPE = re.compile(_PATTERN)


def is_region(value: Any) -> bool:
    """Whether it looks like the name of a region, of any partition."""
    return isinstance(value, str) and _SHAPE.fullmatch(value) is not None


def no_region(value: Any) -> str:
    """The sentence about what is none."""
    return f"{describe(value)} is no AWS region; write one such as us-east-1"


def _region(value: Any) -> str:
    """A region's name."""
    if not is_region(value):
        raise refuse(no_region(value))
    return str(value)


Region: TypeAlias = Annotated[
    str,
    PlainValidator(_region),
    WithJsonSchema({"type": "string", "pattern": f"^{_PATTERN}$"}),
]

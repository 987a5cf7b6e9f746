"""Texts of a fixed shape."""

from __future__ import annotations

import re
from typing import Any

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown


def shaped(pattern: str, wanted: str, hint: str) -> tuple[PlainValidator, WithJsonSchema]:
    """What to annotate a `str` with: text that matches the pattern as a whole.

    Args:
        pattern: Regular expression that Python and JSON Schema read alike.
        wanted: What belongs there, with its article.
        hint: How to write it.
    """
    compiled = re.compile(pattern)

    def choose(value: Any) -> str:
        """The text, if it has the shape."""
        content = text(value, wanted)
        if not compiled.fullmatch(content):
            raise refuse(f"{shown(content)} is not {wanted}; {hint}")
        return content

    return PlainValidator(choose), WithJsonSchema(text_schema(pattern, hint))

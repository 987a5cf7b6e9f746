"""What an uptime monitor asks of a response: checks, one key each, nested at will."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from setpoint.config.model.one_of import OneOf
from setpoint.config.model.section import Section
from setpoint.config.model.types import Items, Line

Compared: TypeAlias = Literal["equals", "not_equal", "less_than", "greater_than", "always", "never"]
Checks: TypeAlias = Annotated[Items["Assertion"], Field(min_length=1)]


class StatusCode(Section):
    """The response's status."""

    comparison: Compared = "equals"
    """How it compares."""
    value: Annotated[int, Field(ge=100, le=599)]
    """The HTTP status."""


class JsonPath(Section):
    """A value of the response's JSON body; exactly one of value and value_glob."""

    one_of: ClassVar[OneOf | None] = OneOf(
        "value",
        ("value", "value_glob"),
        none="is missing; write it or value_glob",
        none_at="value",
        several="stands beside value; keep one",
        several_at="value_glob",
    )

    path: Line
    """JSONPath of the value, such as $.status."""
    comparison: Compared = "equals"
    """How it compares."""
    value: str | None = None
    """With what."""
    value_glob: Line | None = None
    """With a pattern, where * stands for anything."""


class Header(Section):
    """A header of the response; at most one form each of name and value."""

    name_comparison: Compared = "equals"
    """How the name compares."""
    name: Line | None = None
    """With what."""
    name_glob: Line | None = None
    """With a pattern, where * stands for anything."""
    value_comparison: Compared = "equals"
    """How the value compares."""
    value: str | None = None
    """With what."""
    value_glob: Line | None = None
    """With a pattern, where * stands for anything."""


class Assertion(Section):
    """Exactly one check."""

    one_of: ClassVar[OneOf | None] = OneOf("check")

    status_code: StatusCode | None = None
    """The response's status."""
    json_path: JsonPath | None = None
    """A value of the response's JSON body."""
    header: Header | None = None
    """A header of the response."""
    all: Checks | None = None
    """All of these hold."""
    any: Checks | None = None
    """At least one of these holds."""
    none: Checks | None = None
    """None of these holds."""

    @property
    def kind(self) -> str:
        """The key of the check."""
        return next(iter(sorted(self.model_fields_set)))

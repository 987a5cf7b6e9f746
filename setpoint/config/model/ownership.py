"""Who owns which part of a Sentry project's code."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from setpoint.config.model.one_of import OneOf
from setpoint.config.model.section import Section
from setpoint.config.model.types import Items, OwnerRef
from setpoint.config.model.types.pattern import shaped
from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown

OWNERSHIP_MATCHES = ("path", "url", "module", "tags")

_PATTERN = re.compile(r"[^\"\\\x00-\x1f\x7f]+")


def _pattern(value: Any) -> str:
    """A pattern that Sentry's text of rules can hold."""
    pattern = text(value, "a pattern such as src/payments/*")
    if not _PATTERN.fullmatch(pattern) or pattern != pattern.strip():
        raise refuse(
            f"{shown(pattern)} is no pattern of an ownership rule; write one line without"
            " quotes, backslashes and blanks at its ends"
        )
    return pattern


Pattern: TypeAlias = Annotated[
    str,
    PlainValidator(_pattern),
    WithJsonSchema(
        text_schema(
            r"(?=\S)[^\"\\\x00-\x1f\x7f]*[^\s\"\\\x00-\x1f\x7f]",
            "write one line without quotes and backslashes",
        )
    ),
]
TagName: TypeAlias = Annotated[
    str, *shaped(r"[A-Za-z0-9_.-]{1,200}", "a tag's name", "use letters, digits, _, . and -")
]
AutoAssignment: TypeAlias = Literal["issue_owner", "suspect_commits", "never"]


class OwnershipRule(Section):
    """Who owns the issues that match: exactly one of the first four, and the owners."""

    one_of: ClassVar[OneOf | None] = OneOf("pattern", OWNERSHIP_MATCHES)

    path: Pattern | None = None
    """Path in the repository of a file in the stack trace: `src/payments/*`."""
    url: Pattern | None = None
    """Address of the request: `https://shop.example.com/checkout/*`."""
    module: Pattern | None = None
    """Module in the stack trace: `shop.payments.*`."""
    tags: Annotated[dict[TagName, Pattern] | None, Field(min_length=1, max_length=1)] = None
    """One tag and its value: `{ component: websocket }`."""
    owners: Annotated[Items[OwnerRef], Field(min_length=1)]
    """Ids of the teams and people who own it."""

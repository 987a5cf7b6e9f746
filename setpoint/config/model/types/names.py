"""Ids and texts."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.patterns import (
    IN_LINE,
    id_schema,
    line_schema,
    long_schema,
    text_schema,
)
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown
from setpoint.vendors.names import is_pagerduty_name, is_query_name

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_ID_LENGTH = 64
_QUERY_ID = re.compile(r"[a-z][A-Za-z0-9_]{0,254}")
_ACCOUNT = re.compile(r"[0-9]{12}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def is_id(name: str) -> bool:
    """Whether a name may become part of names at every vendor."""
    return len(name) <= _ID_LENGTH and _ID.fullmatch(name) is not None


def read_id(value: Any) -> str:
    """An id that may become part of names at every vendor."""
    name = text(value, "an id")
    if len(name) > _ID_LENGTH:
        raise refuse(f"{shown(name)} is longer than {_ID_LENGTH} characters")
    if not _ID.fullmatch(name):
        raise refuse(
            f"{shown(name)} is no id; ids are lower-case letters and digits joined by - or _"
        )
    return name


def _alert_ref(value: Any) -> str:
    """`service/alert`."""
    name = text(value, "an alert as service/alert")
    parts = name.split("/")
    if len(parts) != 2 or not all(_ID.fullmatch(part) for part in parts):  # noqa: PLR2004
        raise refuse(f"{shown(name)} names no alert; write service/alert")
    return name


def _ref(value: Any) -> str:
    """The id of something defined elsewhere; whether it exists is checked with everything read."""
    return text(value, "an id")


def _query_id(value: Any) -> str:
    """A metric math id (MetricDataQuery.Id: starts with a lower-case letter)."""
    name = text(value, "a metric math id")
    if not _QUERY_ID.fullmatch(name):
        raise refuse(
            f"{shown(name)} is no metric math id; it starts with a lower-case letter"
            " and goes on with letters, digits and _"
        )
    return name


def _account(value: Any) -> str:
    """An AWS account id."""
    if isinstance(value, int) and not isinstance(value, bool):
        raise refuse(f"the account id {value} is a number; write it in quotes")
    name = text(value, "an AWS account id of 12 digits")
    if not _ACCOUNT.fullmatch(name):
        raise refuse(f"{shown(name)} is no AWS account id; it has 12 digits")
    return name


def _line(value: Any) -> str:
    """One line of text."""
    line = _long(value)
    if "\n" in line.rstrip("\n"):
        raise refuse(f"{shown(line)} has several lines; write one")
    return line.rstrip("\n")


def _pagerduty_name(value: Any) -> str:
    """One line that PagerDuty's provider takes as a name."""
    name = _line(value)
    if not name.isprintable():
        raise refuse(f"{shown(name)} holds a character that can't be printed")
    if not is_pagerduty_name(name):
        raise refuse(f"{shown(name)} ends with white space; PagerDuty refuses such a name")
    return name


def _query_name(value: Any) -> str:
    """One line that AWS's provider takes as a saved query's name."""
    name = _line(value)
    if not is_query_name(name):
        raise refuse(f"{shown(name)} holds : or *, or begins or ends with /; slashes make folders")
    return name


def _pattern(value: Any) -> str:
    """A filter pattern; an empty one is that of all lines."""
    return _long(value) if not isinstance(value, str) or value.strip() else ""


def _long(value: Any) -> str:
    """Text of any number of lines."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise refuse(f"{value} is a number where text belongs; write it in quotes")
    if isinstance(value, bool):
        raise refuse(f"{str(value).lower()} is no text; write it in quotes if it is meant as text")
    content = text(value, "text")
    if _CONTROL.search(content):
        raise refuse(f"{shown(content)} holds a control character")
    return content


Id: TypeAlias = Annotated[
    str,
    PlainValidator(read_id),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$", "maxLength": _ID_LENGTH}),
]
Slug: TypeAlias = Id
Ref: TypeAlias = Annotated[str, PlainValidator(_ref), WithJsonSchema(id_schema("write an id"))]
AlertName: TypeAlias = Annotated[
    str,
    PlainValidator(_alert_ref),
    WithJsonSchema(text_schema(f"{_ID.pattern}/{_ID.pattern}", "write service/alert")),
]
QueryId: TypeAlias = Annotated[
    str,
    PlainValidator(_query_id),
    WithJsonSchema({"type": "string", "pattern": f"^{_QUERY_ID.pattern}$"}),
]
AccountId: TypeAlias = Annotated[
    str, PlainValidator(_account), WithJsonSchema({"type": "string", "pattern": r"^[0-9]{12}$"})
]
PagerDutyName: TypeAlias = Annotated[
    str,
    PlainValidator(_pagerduty_name),
    WithJsonSchema(
        text_schema(rf"[^{IN_LINE}]*[^\s{IN_LINE}]\n*", "write one line that ends without a space")
    ),
]
QueryName: TypeAlias = Annotated[
    str,
    PlainValidator(_query_name),
    WithJsonSchema(
        text_schema(
            rf"(?=\s*\S)(?!/)[^:*{IN_LINE}]*[^:*/{IN_LINE}]\n*",
            "write one line without : and *, and without a slash at its ends",
        )
    ),
]
Line: TypeAlias = Annotated[str, PlainValidator(_line), WithJsonSchema(line_schema())]
FilterPattern: TypeAlias = Annotated[
    str, PlainValidator(_pattern), WithJsonSchema(long_schema(blank=True))
]
LongText: TypeAlias = Annotated[str, PlainValidator(_long), WithJsonSchema(long_schema())]

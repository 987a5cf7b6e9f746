"""A CloudWatch metric."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from setpoint.config.model.section import Section
from setpoint.config.model.types import AccountId, Line
from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.model.types.suggestion import Suggestion
from setpoint.config.nearest import nearest
from setpoint.config.units.quantity import shown
from setpoint.metrics import FRACTION, UNITS

SIMPLE_STATISTICS = ("Average", "Sum", "Minimum", "Maximum", "SampleCount")
_PERCENT = r"(?:100(?:\.0{1,10})?|[0-9]{1,2}(?:\.[0-9]{1,10})?)"
_BOUND = rf"(?:{_PERCENT}%|-?[0-9]{{1,15}}(?:\.[0-9]{{1,10}})?)?"
_EXTENDED = re.compile(
    rf"(?:p|tm|tc|ts|wm){_PERCENT}|IQM|(?:TM|TC|TS|WM)\({_BOUND}:{_BOUND}\)|PR\({_BOUND}:{_BOUND}\)"
)
_MEASURED: tuple[str, ...] = (*UNITS, FRACTION)
_NAMESPACE = re.compile(r"[A-Za-z0-9._/#:-]+(?: [A-Za-z0-9._/#:-]+)*")
_NAME_LIMIT = 255
_DIMENSION_LIMIT = 1024


def _statistic(value: Any) -> str:
    """A simple or an extended statistic (user guide, "CloudWatch statistics definitions")."""
    name = text(value, "a statistic such as Average, Sum or p95")
    if name in SIMPLE_STATISTICS or _EXTENDED.fullmatch(name):
        return name
    close = nearest(name, (*SIMPLE_STATISTICS, "p50", "p90", "p95", "p99", "tm99", "IQM"))
    hint = f"; did you mean {close}?" if close else ""
    raise refuse(
        f"{shown(name)} is no statistic; write Average, Sum, Minimum, Maximum, SampleCount,"
        f" p0 to p100, tm99, wm99, tc99, ts99, IQM or PR(:){hint}",
        allowed=SIMPLE_STATISTICS,
    )


def _unit(value: Any) -> str:
    """One of CloudWatch's units."""
    name = text(value, "a CloudWatch unit such as Milliseconds")
    if name not in UNITS:
        close = nearest(name, UNITS)
        hint = f"; did you mean {close}?" if close else f"; units are {', '.join(UNITS[:17])}, ..."
        raise refuse(f"{shown(name)} is no CloudWatch unit{hint}", allowed=UNITS)
    return name


def _measure(value: Any) -> str:
    """One of CloudWatch's units, or a share from 0 to 1."""
    return FRACTION if value == FRACTION else _unit(value)


def _namespace(value: Any) -> str:
    """1 to 255 characters, without a colon at the start."""
    name = text(value, "a namespace such as AWS/EC2")
    if len(name) > _NAME_LIMIT or not _NAMESPACE.fullmatch(name) or name.startswith(":"):
        raise refuse(
            f"{shown(name)} is no namespace; use letters, digits, . - _ / # : and single spaces,"
            " at most 255 characters, not starting with a colon"
        )
    return name


def _name(value: Any) -> str:
    """1 to 255 printable ASCII characters."""
    name = text(value, "a metric's name")
    if len(name) > _NAME_LIMIT or not name.isascii() or not name.isprintable():
        raise refuse(f"{shown(name)} is no metric name; use at most 255 printable ASCII characters")
    return name


def _dimension(value: Any) -> str:
    """1 to 1024 printable ASCII characters, none of them a colon in front."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise refuse(f"the dimension's value {value} is a number; write it in quotes")
    content = text(value, "a dimension's value")
    if len(content) > _DIMENSION_LIMIT or not content.isascii() or not content.isprintable():
        raise refuse(
            f"{shown(content)} is no dimension value; use at most 1024 printable ASCII characters"
        )
    return content


_ASCII = text_schema(r"(?=\s*\S)[ -~]*", "write printable ASCII characters")

Statistic: TypeAlias = Annotated[
    str,
    PlainValidator(_statistic),
    WithJsonSchema(
        text_schema(
            "|".join((*SIMPLE_STATISTICS, _EXTENDED.pattern)),
            "write Average, Sum, Minimum, Maximum, SampleCount, p0 to p100, tm99, IQM or PR(:)",
            examples=[*SIMPLE_STATISTICS, "p95", "p99"],
        )
    ),
]
Unit: TypeAlias = Annotated[
    str, PlainValidator(_unit), WithJsonSchema({"type": "string", "enum": list(UNITS)})
]
Measure: TypeAlias = Annotated[
    str, PlainValidator(_measure), WithJsonSchema({"type": "string", "enum": list(_MEASURED)})
]
Namespace: TypeAlias = Annotated[
    str,
    PlainValidator(_namespace),
    WithJsonSchema(
        text_schema(
            f"(?!:){_NAMESPACE.pattern}",
            "write letters, digits and . - _ / # : with single spaces",
            maxLength=_NAME_LIMIT,
            examples=["AWS/EC2"],
        )
    ),
    Suggestion("namespace"),
]
MetricName: TypeAlias = Annotated[
    str, PlainValidator(_name), WithJsonSchema({**_ASCII, "maxLength": _NAME_LIMIT})
]
DimensionValue: TypeAlias = Annotated[
    str, PlainValidator(_dimension), WithJsonSchema({**_ASCII, "maxLength": _DIMENSION_LIMIT})
]
Dimensions: TypeAlias = Annotated[dict[Line, DimensionValue], Field(max_length=30)]


class Metric(Section):
    """A metric with the statistic to read from it."""

    namespace: Namespace
    """Such as AWS/ApplicationELB, or one of your own."""
    name: MetricName
    """The metric's name."""
    dimensions: Dimensions = Field(default_factory=dict)
    """Exactly the dimensions the metric is published with, at most 30."""
    statistic: Statistic
    """What to read from it: Average, Sum, Minimum, Maximum, SampleCount, p95, tm99, IQM ..."""
    unit: Unit | None = None
    """CloudWatch's unit; sent along, so that data published with another unit is not seen."""
    measured_in: Measure | None = None
    """The unit in which values come, for reading thresholds; not sent. Fraction: from 0 to 1."""
    label: Line | None = None
    """How graphs and notifications call it."""
    account_id: AccountId | None = None
    """The source account, with cross-account observability."""

"""The unit of what an expression comes to, out of the units of what it is made of.

Sums and choices of like things keep their unit, a ratio of like things is a share from 0 to 1, a
hundred of it a percentage, and what is counted in a second is a rate. What nobody can know has
no unit; a threshold in percent, in seconds or in bytes then needs `measured_in`.

Source: AWS's CloudWatch user guide, "Using math expressions with CloudWatch metrics", the column
"Returns" of its tables; "Query components and syntax in CloudWatch Metrics Insights".
"""

from __future__ import annotations

from functools import reduce
from math import isclose
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from setpoint.expressions import metrics_insights
from setpoint.expressions.metric_math import parse
from setpoint.expressions.metric_math.nodes import (
    Array,
    Call,
    Chain,
    Negation,
    Number,
    Reference,
    Text,
)
from setpoint.metrics import FRACTION, MEASURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from setpoint.expressions.metric_math import Node
    from setpoint.expressions.metrics_insights import Query


class Scaled(NamedTuple):
    """A value in some measure.

    Attributes:
        what: What is measured, as in `MEASURES`; empty for a metric whose unit nobody knows.
        scale: How many make the basic one, as in `MEASURES`.
    """

    what: str
    scale: float


# A value of its measure, a constant number, or None: nothing can be said.
_Found: TypeAlias = "Scaled | float | None"
_UNKNOWN: Final = Scaled("", 1.0)
_NUMBER: Final = Scaled("number", 1.0)
_SECONDS: Final = Scaled("duration", 1.0)
_SHARE: Final = MEASURES[FRACTION][1]
# What nobody knows the unit of is mostly counted, and surely so beside what is.
_COUNTED: Final = frozenset({"", "number"})
_RATES: Final = {"number": "rate", "bytes": "data rate"}
# A factor between these weighs or averages; any other turns a unit into another one.
_LEAST_WEIGHT, _MOST_WEIGHT = 0.1, 10.0
_COMPARING: Final = frozenset({">", ">=", "<", "<=", "==", "!=", "AND", "OR"})
_KEEPING: Final = frozenset(
    (  # noqa: SIM905 - one text reads better than twenty quoted words
        "ABS ANOMALY_DETECTION_BAND AVG CEIL DIFF FILL FIRST FLOOR LAST MAX MIN REMOVE_EMPTY"
        " RUNNING_SUM SERVICE_QUOTA SLICE SORT STDDEV SUM"
    ).split()
)
_NUMBERS: Final = frozenset(
    "DATAPOINT_COUNT DATE DAY HOUR METRIC_COUNT MINUTE MONTH YEAR".split()  # noqa: SIM905
)
_TIMES: Final = frozenset({"DIFF_TIME", "EPOCH", "PERIOD"})


def unit_of_expression(
    text: str,
    *,
    metrics: Mapping[str, str | None],
    expressions: Mapping[str, str],
    of_query: Callable[[Query], str | None],
    shares: bool,
) -> str | None:
    """Return the unit of a valid expression or query, None where nobody can know it.

    Args:
        text: What is watched.
        metrics: Unit of what is read from each metric, by id.
        expressions: The other expressions by id.
        of_query: The unit of what a query selects.
        shares: Whether a ratio is meant as a share of one, not as so many to each.
    """
    return _unit(_Units(metrics, expressions, of_query, shares=shares).of_text(text))


class _Units:
    """One pass over expressions that name one another."""

    def __init__(
        self,
        metrics: Mapping[str, str | None],
        expressions: Mapping[str, str],
        of_query: Callable[[Query], str | None],
        *,
        shares: bool,
    ) -> None:
        self._shares = shares
        self._metrics = {name: _scaled(unit) for name, unit in metrics.items()}
        self._expressions = expressions
        self._of_query = of_query
        self._known: dict[str, _Found] = {}

    def of_text(self, text: str) -> _Found:
        if metrics_insights.selects_metrics(text):
            return _scaled(self._of_query(metrics_insights.parse(text)))
        return self._of(parse(text))

    def _of(self, node: Node) -> _Found:
        match node:
            case Number(value=value):
                return value
            case Reference(name=name):
                return self._named(name)
            case Negation(operand=operand):
                return self._of(operand)
            case Array(items=items):
                return _alike(map(self._of, items))
            case Chain() | Call():
                return self._chain(node) if isinstance(node, Chain) else self._call(node)
            case _:
                return None

    def _named(self, name: str) -> _Found:
        if name in self._metrics:
            return self._metrics[name]
        if name not in self._known:
            self._known[name] = self.of_text(self._expressions[name])
        return self._known[name]

    def _chain(self, node: Chain) -> _Found:
        outcome = self._of(node.operands[0])
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            right = self._of(operand)
            outcome = _joined(operator, outcome, right)
            if operator == "/" and isinstance(right, Scaled) and not self._shares:
                outcome = None if _is_share(outcome) else outcome
        return outcome

    def _call(self, node: Call) -> _Found:
        name, given = node.function, node.arguments
        if name in _NUMBERS:
            return _NUMBER
        if name in _TIMES:
            return _SECONDS
        if name == "METRICS":
            wanted = given[0].value if given and isinstance(given[0], Text) else ""
            return _alike(each for key, each in self._metrics.items() if wanted in key)
        if name == "IF":
            return _alike(map(self._of, given[1:]))
        if name == "RATE":
            return _joined("/", self._of(given[0]), _SECONDS)
        return self._of(given[0]) if name in _KEEPING | {"TIME_SERIES"} else None


def _joined(operator: str, one: _Found, other: _Found) -> _Found:
    """Return what an operator makes of two sides."""
    if operator in _COMPARING:
        return _NUMBER
    if one is None or other is None or operator == "^":
        return None
    if not isinstance(one, Scaled) and not isinstance(other, Scaled):
        return _calculated(operator, one, other)
    if operator in {"+", "-"}:
        return _alike([one, other])
    return _product(one, other) if operator == "*" else _quotient(one, other)


def _calculated(operator: str, one: float, other: float) -> float | None:
    match operator:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case _:
            return one / other if other else None


def _product(one: Scaled | float, other: Scaled | float) -> Scaled | None:
    """Return a unit times a number, or times what is only counted."""
    if not isinstance(one, Scaled):
        one, other = other, one
    assert isinstance(one, Scaled)  # noqa: S101 - two numbers are calculated
    if not isinstance(other, Scaled):
        return _times(one, other)
    if _NUMBER in {one, other}:
        return one if other == _NUMBER else other
    return None


def _quotient(one: Scaled | float, other: Scaled | float) -> Scaled | None:
    if not isinstance(other, Scaled):
        return _times(one, 1 / other) if other and isinstance(one, Scaled) else None
    if not isinstance(one, Scaled):
        return None
    if one.what == other.what or {one.what, other.what} == _COUNTED:
        return Scaled("percent", _SHARE * one.scale / other.scale)
    if other == _SECONDS and one.what in _RATES:
        return Scaled(_RATES[one.what], one.scale)
    return one if other.what == "number" else None


def _times(one: Scaled, factor: float) -> Scaled | None:
    return Scaled(one.what, one.scale * abs(factor)) if factor else None


def _alike(found: Iterable[_Found]) -> _Found:
    """Return what sums, choices and lists of several things are measured in."""
    several = list(found)
    return reduce(_both, several) if several else None


def _both(one: _Found, other: _Found) -> _Found:
    if one is None or other is None:
        return None
    if isinstance(one, Scaled) and isinstance(other, Scaled):
        return _same(one, other)
    if not isinstance(one, Scaled):
        one, other = other, one
    return one if not isinstance(one, Scaled) or _fits(one, other) else None


def _same(one: Scaled, other: Scaled) -> Scaled | None:
    """Return the measure of two: they share it, or are shares of one that weights parted."""
    if {one.what, other.what} == _COUNTED:
        one, other = one._replace(what=""), other._replace(what="")
    if one.what != other.what:
        return None
    both = Scaled(one.what, one.scale + other.scale)
    if not _natural(one) and _natural(both):
        return both
    return one if isclose(one.scale, other.scale) else None


def _is_share(found: _Found) -> bool:
    return isinstance(found, Scaled) and found.what == "percent"


def _fits(one: Scaled, number: _Found) -> bool:
    """Whether a number can stand beside a measure: not 1 beside what counts to a hundred."""
    if one.what != "percent" or not isinstance(number, int | float) or not number:
        return True
    return (abs(number) <= 1) is (_unit(one) == FRACTION)


def _natural(found: Scaled) -> str | None:
    """Return the unit that is exactly this, None where there is none."""
    units = (
        unit
        for unit, (what, scale) in MEASURES.items()
        if what == found.what and isclose(scale, found.scale, rel_tol=1e-9)
    )
    return next(units, None)


def _unit(found: _Found) -> str | None:
    """Return the unit that people write thresholds in."""
    if not isinstance(found, Scaled) or not found.what:
        return None
    exact = _natural(found)
    if exact or found.what not in {"percent", "duration"}:
        return exact
    weighed = (
        unit
        for unit, (what, scale) in MEASURES.items()
        if what == found.what and _LEAST_WEIGHT < found.scale / scale < _MOST_WEIGHT
    )
    return next(weighed, None)


def _scaled(unit: str | None) -> Scaled | None:
    if unit is None:
        return _UNKNOWN
    return Scaled(*MEASURES[unit]) if unit in MEASURES else None

"""The value of a metric math expression over series: the reference that others are tested against.

Source: AWS's CloudWatch user guide, "Using math expressions with CloudWatch metrics": where only
one of two series has a value the other counts as 0; what divides by zero is dropped; IF is judged
at each instant, and what is true without a value there is 0.
"""

from __future__ import annotations

import math
import operator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from setpoint.expressions.metric_math.nodes import (
    Array,
    Call,
    Chain,
    Negation,
    Number,
    Reference,
    Text,
    Word,
)
from setpoint.expressions.metric_math.parsing import parse
from setpoint.replay import math_functions as functions
from setpoint.replay.errors import ReplayError
from setpoint.replay.periods import datapoints
from setpoint.replay.series import Series

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from setpoint.catalog.model import MathAlarm
    from setpoint.expressions.metric_math.nodes import Node
    from setpoint.replay.math_functions import Values

# A number, a series, or several.
_Single: TypeAlias = "float | Values"
_Outcome: TypeAlias = "_Single | tuple[Values, ...]"


def evaluate(
    text: str,
    metrics: Mapping[str, Series],
    expressions: Mapping[str, str],
    seconds: int | None = None,
) -> Series:
    """Return the value of an expression at each instant.

    Args:
        text: The expression; valid, as are the others.
        metrics: Series by id, all of the same periods.
        expressions: Expressions that it builds on, by id.
        seconds: The metrics' period, where that isn't the distance of their values.

    Raises:
        ReplayError: The series are of unlike periods, there is none, or the expression gets data
            by itself.
    """
    times = {series.times for series in metrics.values()}
    if len(times) != 1:
        raise ReplayError(f"{text!r} needs series of the same periods; there are {len(times)}")
    start, period, count = times.pop()
    instants = [start + period * place for place in range(count)]
    found = _Evaluation(metrics, expressions, seconds or period, instants).of(parse(text))
    if not isinstance(found, list):
        raise ReplayError(f"{text!r} gives no single series")
    return Series(found, period, start)


def watched(alarm: MathAlarm, metrics: Mapping[str, Series]) -> Series:
    """Return what an alarm sees: at each instant, the value over the period that ends then.

    Args:
        alarm: On formulas alone; what a query selects nobody can tell from series.
        metrics: Series by id, of a period that the alarm's is made of.

    Raises:
        ReplayError: As of `evaluate`, or a statistic can't be put together from a finer one.
    """
    periods = {
        each.id: replace(
            metrics[each.id],
            values=datapoints(metrics[each.id], alarm.period, each.metric.statistic),
        )
        for each in alarm.queries
        if each.metric is not None
    }
    texts = {each.id: each.expression for each in alarm.queries if each.expression is not None}
    main = next(each for each in alarm.queries if each.return_data)
    return evaluate(main.expression or main.id, periods, texts, alarm.period)


class _Evaluation:
    """One pass over an expression and those that it names."""

    def __init__(
        self,
        metrics: Mapping[str, Series],
        expressions: Mapping[str, str],
        period: int,
        times: list[int],
    ) -> None:
        self._metrics = metrics
        self._expressions = expressions
        self._period = period
        self._times = times
        self._known: dict[str, _Outcome] = {}

    def of(self, node: Node) -> _Outcome:
        """Return the value of a node."""
        if isinstance(node, Number):
            return node.value
        match node:
            case Reference(name=name):
                return self._named(name)
            case Array(items=items):
                return tuple(each for item in items for each in self._several(self.of(item)))
            case Negation(operand=operand):
                return _binary("-", 0.0, self.of(operand))
            case Chain():
                return self._chain(node)
            case _:
                return self._call(node)

    def _named(self, name: str) -> _Outcome:
        if name in self._metrics:
            return list(self._metrics[name].values)
        if name not in self._known:
            self._known[name] = self.of(parse(self._expressions[name]))
        return self._known[name]

    def _chain(self, node: Chain) -> _Outcome:
        outcome = self.of(node.operands[0])
        for sign, operand in zip(node.operators, node.operands[1:], strict=True):
            outcome = _binary(sign, outcome, self.of(operand))
        return outcome

    def _call(self, node: Node) -> _Outcome:
        if not isinstance(node, Call):
            raise ReplayError(f"{node} has no value")
        make = _FUNCTIONS.get(node.function)
        if make is not None:
            return make(self, node)
        first = self.of(node.arguments[0]) if node.arguments else 0.0
        if node.function in functions.EACH:
            return _unary(lambda each: functions.mapped(each, functions.EACH[node.function]), first)
        if node.function in functions.FOLDS or node.function == "AVG":
            return self._fold(node.function, first)
        if node.function in _CLOCK:
            return functions.clock(node.function, self._times)
        raise ReplayError(
            f"{node.function} gets its data by itself; give the series of its outcome"
        )

    def _fold(self, function: str, found: _Outcome) -> _Outcome:
        if not isinstance(found, tuple):
            return functions.scalar(function, self._one(found))
        if function == "AVG":
            return functions.average(found)
        return functions.folded(found, functions.FOLDS[function])

    def _several(self, found: _Outcome) -> tuple[Values, ...]:
        """Return an outcome as several series; a number is one that never changes."""
        if isinstance(found, float):
            return ([found] * len(self._times),)
        return found if isinstance(found, tuple) else (found,)

    def _one(self, found: _Outcome) -> Values:
        return self._several(found)[0]

    def choice(self, node: Call) -> _Outcome:
        """IF: at each instant one of two values, or none."""
        condition, then, *rest = (self.of(each) for each in node.arguments)
        nothing: Values = [None] * len(self._times)
        if isinstance(condition, float):
            return then if condition else (rest[0] if rest else nothing)
        otherwise = self._one(rest[0]) if rest else nothing
        columns = zip(self._one(condition), self._one(then), otherwise, strict=True)
        return [
            None if met is None else (value or 0.0) if met else other
            for met, value, other in columns
        ]

    def fill(self, node: Call) -> _Outcome:
        """FILL: with a number, a series, the value before, or those between."""
        how = node.arguments[1]
        if isinstance(how, Word):
            make = functions.repeated if how.name == "REPEAT" else functions.interpolated
            return _unary(make, self.of(node.arguments[0]))
        filler = self._one(self.of(how))
        return _unary(lambda each: functions.filled(each, filler), self.of(node.arguments[0]))

    def metrics(self, node: Call) -> _Outcome:
        """METRICS: all of them, or those with a text in their id."""
        wanted = node.arguments[0] if node.arguments else Text("")
        text = wanted.value if isinstance(wanted, Text) else ""
        return tuple(list(each.values) for name, each in self._metrics.items() if text in name)

    def sort(self, node: Call) -> _Outcome:
        """SORT: by a number for each series, at most so many."""
        by, order = (each.name for each in node.arguments[1:3] if isinstance(each, Word))
        several = self._several(self.of(node.arguments[0]))
        key: Callable[[Values], float] = lambda each: functions.scalar(by, each)  # noqa: E731
        most = self._limit(node, 3)
        return tuple(sorted(several, key=key, reverse=order == "DESC")[:most])

    def slice(self, node: Call) -> _Outcome:
        """SLICE: those from one place up to another."""
        found = self._several(self.of(node.arguments[0]))[
            self._limit(node, 1) : self._limit(node, 2)
        ]
        return found[0] if len(found) == 1 else found

    def _limit(self, node: Call, place: int) -> int | None:
        if place >= len(node.arguments):
            return None
        return int(self._one(self.of(node.arguments[place]))[0] or 0)

    def pick(self, node: Call) -> _Outcome:
        """FIRST and LAST."""
        return self._several(self.of(node.arguments[0]))[0 if node.function == "FIRST" else -1]

    def change(self, node: Call) -> _Outcome:
        """DIFF, DIFF_TIME and RATE: from each value to the next."""
        part: Callable[[tuple[float, int]], float] = {
            "DIFF": lambda change: change[0],
            "DIFF_TIME": lambda change: float(change[1]),
            "RATE": lambda change: change[0] / change[1],
        }[node.function]

        def changes(values: Values) -> Values:
            found = functions.differences(values, self._times)
            return [None if each is None else part(each) for each in found]

        return _unary(changes, self.of(node.arguments[0]))

    def running_sum(self, node: Call) -> _Outcome:
        """RUNNING_SUM."""
        return _unary(functions.running_sum, self.of(node.arguments[0]))

    def remove_empty(self, node: Call) -> _Outcome:
        """REMOVE_EMPTY: those with a value."""
        several = self._several(self.of(node.arguments[0]))
        return tuple(each for each in several if functions.real(each))

    def count(self, node: Call) -> _Outcome:
        """METRIC_COUNT: how many series there are."""
        return float(len(self._several(self.of(node.arguments[0]))))

    def period(self, _node: Call) -> _Outcome:
        """PERIOD: seconds, the same for all metrics of an alarm."""
        return float(self._period)

    def time_series(self, node: Call) -> _Outcome:
        """TIME_SERIES: a number at every instant."""
        return self._one(self.of(node.arguments[0]))


def _unary(make: Callable[[Values], Values], found: _Outcome) -> _Outcome:
    if isinstance(found, float):
        return make([found])[0] or 0.0
    if isinstance(found, tuple):
        return tuple(make(each) for each in found)
    return make(found)


def _binary(sign: str, one: _Outcome, other: _Outcome) -> _Outcome:
    """Join two outcomes; one of several series is joined with each of them."""
    if isinstance(one, tuple):
        single = other if not isinstance(other, tuple) else 0.0
        return tuple(_series(sign, each, single) for each in one)
    if isinstance(other, tuple):
        return tuple(_series(sign, one, each) for each in other)
    if isinstance(one, float) and isinstance(other, float):
        found = _applied(sign, one, other)
        return 0.0 if found is None else found
    return _series(sign, one, other)


def _series(sign: str, one: _Single, other: _Single) -> Values:
    """Join two of which one is a series: where only one has a value, the other counts as 0."""
    series = [each for each in (one, other) if isinstance(each, list)]
    count = len(series[0])
    left, right = (each if isinstance(each, list) else [each] * count for each in (one, other))
    present = [any(value is not None for value in instant) for instant in zip(*series, strict=True)]
    return [
        _applied(sign, a or 0.0, b or 0.0) if there else None
        for a, b, there in zip(left, right, present, strict=True)
    ]


def _applied(sign: str, one: float, other: float) -> float | None:
    try:
        found = _OPERATORS[sign](one, other)
    except (ZeroDivisionError, OverflowError, ValueError):
        return None
    return float(found) if not isinstance(found, complex) and math.isfinite(found) else None


_OPERATORS: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "AND": lambda one, other: one != 0 and other != 0,
    "OR": lambda one, other: one != 0 or other != 0,
}
_CLOCK: Final = frozenset({"MINUTE", "HOUR", "DAY", "DATE", "MONTH", "YEAR", "EPOCH"})
_FUNCTIONS: Final[dict[str, Callable[[_Evaluation, Call], _Outcome]]] = {
    "IF": _Evaluation.choice,
    "FILL": _Evaluation.fill,
    "METRICS": _Evaluation.metrics,
    "SORT": _Evaluation.sort,
    "SLICE": _Evaluation.slice,
    **dict.fromkeys(("FIRST", "LAST"), _Evaluation.pick),
    **dict.fromkeys(("DIFF", "DIFF_TIME", "RATE"), _Evaluation.change),
    "RUNNING_SUM": _Evaluation.running_sum,
    "REMOVE_EMPTY": _Evaluation.remove_empty,
    "METRIC_COUNT": _Evaluation.count,
    "PERIOD": _Evaluation.period,
    "TIME_SERIES": _Evaluation.time_series,
}

"""Whether an expression fits together: functions, their arguments, and the kind of its outcome.

Source: AWS's CloudWatch user guide, "Using math expressions with CloudWatch metrics", the
columns "Arguments" of its tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.expressions.faults import Fault
from setpoint.expressions.metric_math.functions import FUNCTIONS
from setpoint.expressions.metric_math.kinds import Kind
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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.expressions.metric_math.functions import Function, Parameter
    from setpoint.expressions.metric_math.nodes import Node

_OWN: Final = {Number: Kind.scalar, Text: Kind.text, Word: Kind.word}
_DATA: Final = frozenset({Kind.scalar, Kind.series, Kind.array})


class Checking:
    """One pass over an expression.

    Args:
        ids: Kind of everything that can be named; None where that is wrong itself.
        alarm: Whether an alarm is to watch it, which can't do all that graphs can.

    Attributes:
        faults: What is wrong, in the order of the text but for arguments' before their call's.
    """

    def __init__(self, ids: Mapping[str, Kind | None], *, alarm: bool) -> None:
        self.faults: list[Fault] = []
        self._ids = ids
        self._alarm = alarm

    def kind(self, node: Node) -> Kind | None:
        """Return the kind of a node's outcome; None where something in it is wrong."""
        if isinstance(node, Negation):
            return self._value(node.operand)
        known = _OWN.get(type(node))
        if known is not None:
            return known
        return self._of_parts(node)

    def _of_parts(self, node: Node) -> Kind | None:
        match node:
            case Reference(name=name):
                return self._reference(node, name)
            case Call():
                return self._call(node)
            case Array():
                return self._array(node)
            case Chain():
                return self._chain(node)
            case _:  # pragma: no cover - the rest has a kind of its own
                raise TypeError(type(node))

    def _reference(self, node: Node, name: str) -> Kind | None:
        if name not in self._ids:
            there = ", ".join(sorted(self._ids)) or "none"
            message = f"there is no metric or expression {name!r}; there are {there}"
            self._wrong(node.at, message, name, tuple(sorted(self._ids)))
        return self._ids.get(name)

    def _value(self, node: Node) -> Kind | None:
        """Return the kind of what is calculated with."""
        kind = self.kind(node)
        if kind is None or kind in _DATA:
            return kind
        if isinstance(node, Word):
            known = tuple(sorted(self._ids))
            message = f"there is no metric or expression {node.name!r}; ids begin in lower case"
            self._wrong(node.at, message, node.name, known)
        else:
            self._wrong(node.at, f"{kind} stands where a metric or a number belongs")
        return None

    def _array(self, node: Array) -> Kind | None:
        kinds = [self._value(item) for item in node.items]
        if not kinds:
            self._wrong(node.at, "the list is empty; name metrics in it")
        return Kind.array if kinds and None not in kinds else None

    def _chain(self, node: Chain) -> Kind | None:
        outcome = self._value(node.operands[0])
        rest = zip(node.operators, node.places, node.operands[1:], strict=True)
        for operator, place, operand in rest:
            kind = self._value(operand)
            if outcome is Kind.array is kind:
                message = f"{operator} joins two lists of time series; name one series on a side"
                self._wrong(place, message, operator)
                return None
            outcome = _wider(outcome, kind)
        return outcome

    def _call(self, node: Call) -> Kind | None:
        function = FUNCTIONS.get(node.function)
        if function is None:
            self._unknown(node)
            return None
        if self._alarm and not function.in_alarms:
            message = f"{node.function} can't be used in an alarm; name the metrics"
            self._wrong(node.at, message, node.function)
            return None
        kinds = self._arguments(node, function)
        if None in kinds or not self._enough(node, function):
            return None
        if node.function == "IF":
            return _widest(kinds)
        if node.function == "SLICE" and _takes_one(node):
            return Kind.series
        return function.gives(kinds[0] if kinds else None)

    def _unknown(self, node: Call) -> None:
        upper = node.function.upper()
        if upper in FUNCTIONS:
            message = f"functions are written in upper case: {upper}"
            self._wrong(node.at, message, node.function)
        elif upper in {"AND", "OR"}:
            message = f"{upper} stands between two conditions"
            self._wrong(node.at, message, node.function)
        else:
            message = f"metric math has no function {node.function!r}"
            self._wrong(node.at, message, node.function, tuple(FUNCTIONS))
        for argument in node.arguments:
            self.kind(argument)

    def _arguments(self, node: Call, function: Function) -> list[Kind | None]:
        found: list[Kind | None] = []
        for number, argument in enumerate(node.arguments):
            if number < len(function.parameters):
                found.append(self._argument(node, argument, function.parameters[number]))
            elif function.endless:
                found.append(self._argument(node, argument, function.parameters[-1]))
            else:
                self.kind(argument)
        return found

    def _argument(self, call: Call, node: Node, parameter: Parameter) -> Kind | None:
        takes_words = Kind.word in parameter.kinds
        kind = self.kind(node) if takes_words else self._or_value(node, parameter)
        if kind is None:
            return None
        if kind not in parameter.kinds:
            self._wrong(node.at, f"{call.function} takes {_told(parameter)} here, not {kind}")
            return None
        if isinstance(node, Word) and parameter.words and node.name not in parameter.words:
            message = f"{call.function} takes {_told(parameter)} here, not {node.name}"
            self._wrong(node.at, message, node.name, parameter.words)
            return None
        return kind

    def _or_value(self, node: Node, parameter: Parameter) -> Kind | None:
        return self.kind(node) if Kind.text in parameter.kinds else self._value(node)

    def _enough(self, node: Call, function: Function) -> bool:
        given, most = len(node.arguments), len(function.parameters)
        if function.needed <= given and (given <= most or function.endless):
            return True
        range_ = f"{function.needed}" if most == function.needed else f"{function.needed} to {most}"
        noun = "argument" if range_ == "1" else "arguments"
        self._wrong(node.at, f"{node.function} takes {range_} {noun}, not {given}", node.function)
        return False

    def _wrong(
        self, at: int, message: str, value: str | None = None, known: tuple[str, ...] = ()
    ) -> None:
        self.faults.append(Fault(at, message, value, known))


def _told(parameter: Parameter) -> str:
    kinds = [
        *(kind.value for kind in Kind if kind in parameter.kinds and kind is not Kind.word),
        *parameter.words,
    ]
    if not kinds:
        return Kind.word.value
    return f"{', '.join(kinds[:-1])} or {kinds[-1]}" if kinds[1:] else kinds[0]


def _wider(one: Kind | None, other: Kind | None) -> Kind | None:
    return None if one is None or other is None else _widest([one, other])


def _widest(kinds: list[Kind | None]) -> Kind:
    found = set(kinds)
    return next((each for each in (Kind.array, Kind.series) if each in found), Kind.scalar)


def _takes_one(node: Call) -> bool:
    """Whether a slice is of a single series: AWS's guide says that it gives TS[] or TS."""
    bounds = [each.value for each in node.arguments[1:] if isinstance(each, Number)]
    return len(bounds) == len(("start", "end")) and bounds[1] - bounds[0] == 1

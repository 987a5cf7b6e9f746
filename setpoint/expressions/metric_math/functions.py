"""The functions of metric math: what each takes, and what it gives.

Source: AWS's CloudWatch user guide, "Using math expressions with CloudWatch metrics", the table
"Functions supported for metric math" and "Using IF expressions"; DB_PERF_INSIGHTS and LAMBDA
from "Alarms on Performance Insights" and "Alarms based on a connected data source".
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from setpoint.expressions.metric_math.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

_S, _TS, _ARRAY, _TEXT, _WORD = Kind.scalar, Kind.series, Kind.array, Kind.text, Kind.word
_Kinds: TypeAlias = frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument: the kinds that it may be, and the words where it is one."""

    kinds: _Kinds
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """One function.

    Attributes:
        parameters: In order.
        needed: How many of them there must be.
        result: What it gives; by the first argument's kind where that matters.
        of_range: Whether its value depends on the range of data that happens to be looked at,
            where its first argument is one series: AWS advises against it in alarms.
        in_alarms: Whether alarms may use it at all.
        endless: Whether the last parameter may be given again and again.
    """

    parameters: tuple[Parameter, ...]
    needed: int
    result: Mapping[Kind, Kind] | Kind
    of_range: bool = False
    in_alarms: bool = True
    endless: bool = False

    def gives(self, first: Kind | None) -> Kind:
        """Return the kind of the outcome by the kind of the first argument."""
        if isinstance(self.result, Kind):
            return self.result
        return self.result.get(first or _TS, _TS)


def _of(*kinds: Kind) -> Parameter:
    return Parameter(frozenset(kinds))


def _words(*words: str) -> Parameter:
    return Parameter(frozenset({_WORD}), words)


_DATA: Final = _of(_TS, _ARRAY)
_SAME: Final = MappingProxyType({_S: _S, _TS: _TS, _ARRAY: _ARRAY})
_LESS: Final = MappingProxyType({_TS: _S, _ARRAY: _TS})
_EACH: Final = Function((_DATA,), 1, _SAME)
_FOLD: Final = Function((_DATA,), 1, _LESS, of_range=True)
_CLOCK: Final = Function((_of(_TS),), 1, _TS)
_PICK: Final = Function((_of(_ARRAY),), 1, _TS)
_VALUE: Final = _of(_S, _TS, _ARRAY)
_FILLER: Final = Parameter(frozenset({_S, _TS, _WORD}), ("REPEAT", "LINEAR"))

FUNCTIONS: Final[Mapping[str, Function]] = MappingProxyType(
    {
        **dict.fromkeys(("ABS", "CEIL", "FLOOR", "LOG", "LOG10"), _EACH),
        **dict.fromkeys(("DIFF", "DIFF_TIME", "RATE"), _EACH),
        "RUNNING_SUM": Function((_DATA,), 1, _SAME, of_range=True),
        **dict.fromkeys(("AVG", "MAX", "MIN", "STDDEV", "SUM"), _FOLD),
        "DATAPOINT_COUNT": _FOLD,
        **dict.fromkeys(("MINUTE", "HOUR", "DAY", "DATE", "MONTH", "YEAR", "EPOCH"), _CLOCK),
        **dict.fromkeys(("FIRST", "LAST"), _PICK),
        "ANOMALY_DETECTION_BAND": Function((_of(_TS), _of(_S)), 1, _ARRAY),
        "DB_PERF_INSIGHTS": Function((_of(_TEXT),) * 3, 3, _TS),
        "FILL": Function((_DATA, _FILLER), 2, _SAME),
        "IF": Function((_VALUE, _VALUE, _VALUE), 2, _SAME),
        "INSIGHT_RULE_METRIC": Function((_of(_TEXT), _of(_TEXT, _WORD)), 2, _TS),
        "LAMBDA": Function((_of(_TEXT), _of(*Kind)), 1, _TS, endless=True),
        "METRICS": Function((_of(_TEXT),), 0, _ARRAY),
        "METRIC_COUNT": Function((_of(_ARRAY),), 1, _S),
        "PERIOD": Function((_of(_TS),), 1, _S),
        "REMOVE_EMPTY": Function((_of(_ARRAY),), 1, _ARRAY, of_range=True),
        "SEARCH": Function((_of(_TEXT), _of(_TEXT), _of(_S)), 2, _ARRAY, in_alarms=False),
        "SERVICE_QUOTA": Function((_of(_TS),), 1, _TS),
        "SLICE": Function((_of(_ARRAY), _of(_S), _of(_S)), 2, _ARRAY),
        "SORT": Function(
            (
                _of(_ARRAY),
                _words("AVG", "MIN", "MAX", "SUM"),
                _words("ASC", "DESC"),
                _of(_S),
            ),
            3,
            _ARRAY,
        ),
        "TIME_SERIES": Function((_of(_S),), 1, _TS),
    }
)

# Functions that get data by themselves; PutMetricAlarm wants a period beside them.
SOURCES: Final = frozenset({"DB_PERF_INSIGHTS", "INSIGHT_RULE_METRIC", "LAMBDA", "SEARCH"})

"""The aggregates that Sentry computes of what a dataset counts, and why it doesn't the others.

What is named of Sentry's source has its path below src/sentry/ of getsentry/sentry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from providers.sentry_alerting import functions, limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from providers.sentry_alerting.functions import Functions, Parameter


class Fault(NamedTuple):
    """Why Sentry doesn't compute an aggregate.

    Attributes:
        why: `form` (no call at all), `internal`, `crash_rate`, `unknown` (no such function),
            `count` (of arguments), `metric` (arguments that name none), `column`, `kind` (of an
            argument); and `ignored` for an argument that Sentry leaves out, `own` for a field of
            the application's that Sentry takes as a text where numbers belong, `unlisted` for a
            function of a dataset whose list isn't known to be whole: these aren't refused.
        at: Place in the aggregate, counted from 0.
        value: What is there.
        function: The function.
        wanted: What belongs there.
        known: The functions there are, for an unknown one.
        least: Arguments there must be.
        most: Arguments there may be.
        given: Arguments there are.
    """

    why: str
    at: int = 0
    value: str = ""
    function: str = ""
    wanted: str = ""
    known: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    given: int = 0

    @property
    def refused(self) -> bool:
        """Whether nothing comes of such a monitor."""
        return self.why not in {"ignored", "own", "unlisted"}


class _Argument(NamedTuple):
    text: str
    at: int


# Crash rates have a name of Sentry's behind them: search/events/constants.py, `FUNCTION_PATTERN`.
_CALL: Final = re.compile(r"([A-Za-z]\w*)\((.*)\)(?: (?:as|AS) \w+)?", re.DOTALL)
_CRASH_RATE: Final = re.compile(
    r"percentage\( *(sessions_crashed|users_crashed) *, *(sessions|users) *\)"
)
_COLUMNS: Final = re.compile(
    r"(?:tags\[sentry:(?:user|dist|release)\]|user|dist|release|transaction\.duration"
    r"|measurements\.[\w.]+)"
)
_QUOTES: Final = '"`'
_METRIC: Final = "trace_item_metric"


def fault(aggregate: str, dataset: str, event_types: Iterable[str]) -> Fault | None:
    """Return why Sentry doesn't compute an aggregate over a dataset, None for one that is fine.

    `validate_aggregate` and `_validate_aggregate` in snuba/snuba_query_validator.py,
    `CRASH_RATE_ALERT_AGGREGATE_RE` in snuba/entity_subscription.py.
    """
    call = _CALL.fullmatch(aggregate)
    if call is None:
        return Fault("form", value=aggregate)
    if aggregate == "upsampled_count()":
        return Fault("internal", value=aggregate)
    if dataset == limits.CRASH_RATES:
        return None if _CRASH_RATE.match(aggregate) else Fault("crash_rate", value=aggregate)
    name, arguments = call[1], list(_arguments(call[2], call.start(2)))
    if dataset == "generic_metrics":
        return _of_sampled_transactions(name, arguments)
    if dataset == limits.SPANS:
        kinds = tuple(event_types) or limits.DATASETS[dataset].usual
        return _of_items(name, arguments, kinds[0])
    return _called(functions.EVENTS, name, arguments) or _of_column(
        functions.EVENTS[name], name, arguments
    )


def _of_sampled_transactions(name: str, arguments: list[_Argument]) -> Fault | None:
    known = functions.OF_SAMPLED_TRANSACTIONS
    if name not in known:
        return Fault("unlisted", 0, name, name, known=tuple(sorted(known)))
    return _of_column(functions.parameters("field"), name, arguments)


def _of_items(name: str, arguments: list[_Argument], kind: str) -> Fault | None:
    """Return what is wrong with an aggregate of spans, logs or metrics.

    search/eap/resolver.py, `resolve_function`: what is more than the function takes is left out.
    """
    of_kind = functions.OF_ITEMS.get(kind, functions.OF_ITEMS["trace_item_span"])
    most = len(of_kind.get(name, ()))
    found = _called(of_kind, name, arguments[:most])
    if found is not None and found.why == "count" and kind == _METRIC:
        return found._replace(why="metric")
    if found is None and len(arguments) > most:
        return Fault("ignored", arguments[most].at, arguments[most].text, name)
    return found or _of_own_field(of_kind[name], name, arguments)


def _of_own_field(
    parameters: tuple[Parameter, ...], name: str, arguments: list[_Argument]
) -> Fault | None:
    for parameter, argument in zip(parameters, arguments, strict=False):
        if parameter.kind is functions.KINDS["numbers"] and functions.is_own_field(argument.text):
            return Fault("own", argument.at, argument.text, name)
    return None


def _called(known: Functions, name: str, arguments: list[_Argument]) -> Fault | None:
    """Return that there is no such function, or what it doesn't take."""
    parameters = known.get(name)
    if parameters is None:
        return Fault("unknown", 0, name, name, known=tuple(sorted(known)))
    needed = [each for each in parameters if not each.optional]
    if not len(needed) <= len(arguments) <= len(parameters):
        told = ", ".join(each.kind.told for each in parameters)
        bounds = len(needed), len(parameters), len(arguments)
        return Fault("count", 0, name, name, told, (), *bounds)
    # Where some are left out, it is those that needn't be there.
    filled = parameters if len(arguments) > len(needed) else needed
    for parameter, argument in zip(filled, arguments, strict=False):
        if not parameter.kind.holds(argument.text):
            return Fault("kind", argument.at, argument.text, name, parameter.kind.told)
    return None


def _of_column(
    parameters: tuple[Parameter, ...], name: str, arguments: list[_Argument]
) -> Fault | None:
    """Return a field over which monitors of events and transactions count nothing.

    `check_aggregate_column_support` in incidents/logic.py.
    """
    if not arguments or parameters[0].kind is not functions.KINDS["field"]:
        return None
    column = arguments[0]
    if _COLUMNS.fullmatch(column.text) or functions.is_number(column.text):
        return None
    return Fault("column", column.at, column.text, name)


def _arguments(text: str, start: int) -> Iterator[_Argument]:
    """Yield what commas part, but for those in quotes, backticks and brackets; nothing empty.

    search/events/fields.py, `parse_arguments`.
    """
    begin, closing = 0, ""
    for at, character in enumerate(f"{text},"):
        if closing:
            closing = "" if character == closing and text[at - 1] != "\\" else closing
        elif character in _QUOTES or character == "[":
            closing = "]" if character == "[" else character
        elif character == ",":
            yield from _argument(text[begin:at], start + begin)
            begin = at + 1
    if closing:
        yield from _argument(text[begin:], start + begin)


def _argument(text: str, at: int) -> Iterator[_Argument]:
    if text.strip():
        yield _Argument(text.strip(), at + len(text) - len(text.lstrip()))

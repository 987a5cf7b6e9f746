"""Aggregates of metric monitors that Sentry doesn't compute, by the provider's table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from providers.sentry_alerting import aggregates, limits
from setpoint.config.nearest import nearest
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from providers.sentry_alerting.aggregates import Fault
    from setpoint.config.model import SentryMetric
    from setpoint.config.path import Path

_SENTENCES: Final = {
    "form": "{aggregate!r} is no aggregate; write count() or p95(span.duration)",
    "internal": "{aggregate!r} is made by Sentry itself where it samples; write count()",
    "crash_rate": "{aggregate!r} is no rate of crashes, which is all that dataset metrics has;"
    " write percentage(sessions_crashed, sessions) or percentage(users_crashed, users)",
    "metric": "{aggregate!r} names no metric; write its name, type and unit, as in"
    " sum(value,orders.placed,counter,-)",
    "column": "{aggregate!r} is over a field that Sentry's monitors don't know in {counted}: they"
    " take user, release, dist, transaction.duration and measurements",
    "unknown": "there is no function {value!r} of {counted}; there are {functions}",
    "kind": "{function} takes {wanted} here, not {value!r}",
}
_ITEMS: Final = {
    "trace_item_span": "spans",
    "trace_item_log": "logs",
    "trace_item_metric": "metrics of the application's own",
}
_FILTERED: Final = "_if"


def check_aggregate(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """No aggregate at all, one that the dataset hasn't, or arguments that it doesn't take."""
    given = signal.aggregate
    fault = aggregates.fault(given, signal.dataset, signal.event_types)
    if fault is None or not fault.refused:
        return
    counted = counted_by(signal.dataset, signal.event_types)
    if fault.why == "count":
        message = _too_many_or_few(fault)
    else:
        functions = ", ".join(listed(fault.known))
        message = _SENTENCES[fault.why].format(
            aggregate=given, counted=counted, functions=functions, **fault._asdict()
        )
    close = nearest(fault.value, fault.known) if fault.known else None
    yield Mistake(path, message, fault.value, nearest=close, inside=(given, fault.at))


def counted_by(dataset: str, event_types: tuple[str, ...]) -> str:
    """Return what a monitor's aggregates are of: `dataset events`, `spans`."""
    if dataset != limits.SPANS:
        return f"dataset {dataset}"
    return _ITEMS.get((*event_types, *limits.DATASETS[dataset].usual)[0], dataset)


def listed(functions: tuple[str, ...]) -> list[str]:
    """Return functions by name; of those of what a search finds one stands for all."""
    plain = [name for name in functions if not name.endswith(_FILTERED)]
    if len(functions) - len(plain) <= 1:
        return list(functions)
    return [*plain, "count_if and the like of it"]


def _too_many_or_few(fault: Fault) -> str:
    least, most = fault.least, fault.most
    number = "no" if not most else f"{least}" if least == most else f"{least} to {most}"
    kinds = f" ({fault.wanted})" if most else ""
    noun = "argument" if most == 1 else "arguments"
    return f"{fault.function} takes {number} {noun}{kinds}, not {fault.given}"

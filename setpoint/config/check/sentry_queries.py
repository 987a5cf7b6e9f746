"""What Sentry refuses of a metric monitor's query; limits and sources are the provider's table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.sentry_alerting import limits
from setpoint.config.check.expressions import mistake
from setpoint.config.check.sentry_aggregates import check_aggregate
from setpoint.config.units import write_duration
from setpoint.config.validation.draft import Mistake
from setpoint.expressions import sentry_search
from setpoint.expressions.faults import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import SentryMetric
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft


def check(signal: SentryMetric, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """Aggregates, searches, kinds of events and windows that Sentry's validator refuses."""
    yield from check_aggregate(signal, (*path, "aggregate"))
    for term in signal.query.split():
        if term in limits.UNSUPPORTED_QUERIES:
            message = (
                f"Sentry refuses {term!r} in a monitor, which would stay with the release of"
                " the day; write a sentry_issue with the condition latest_release"
            )
            yield Mistake((*path, "query"), message, signal.query)
    try:
        sentry_search.check(signal.query)
    except ExpressionError as error:
        yield mistake(error.fault, signal.query, (*path, "query"))
    yield from _query_type(signal, (*path, "query_type"))
    yield from _event_types(signal, (*path, "event_types"))
    yield from _window(signal, (*path, "time_window"))


def _query_type(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """A kind of query that another dataset has."""
    wanted = limits.DATASETS[signal.dataset].query_type
    if signal.query_type not in (None, wanted):
        message = f"{signal.query_type} does not suit dataset {signal.dataset}; write {wanted}"
        yield Mistake(path, message, signal.query_type, (wanted,))


def _event_types(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """Kinds of events that the dataset does not have, or more than one where one is allowed."""
    dataset = limits.DATASETS[signal.dataset]
    for n, event_type in enumerate(signal.event_types):
        if event_type not in dataset.event_types:
            kinds = " and ".join(dataset.event_types)
            message = f"{event_type!r} does not occur in {signal.dataset}, which has {kinds}"
            yield Mistake((*path, n), message, event_type, dataset.event_types)
    if not dataset.several and len(signal.event_types) > 1:
        message = f"holds several kinds; of {signal.dataset} Sentry counts one kind at a time"
        yield Mistake(path, message, on_key=True)


def _window(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """A window that the dataset or the way of detection doesn't have."""
    learns = signal.detection == "dynamic"
    windows = limits.LEARNED_WINDOWS if learns else limits.DATASETS[signal.dataset].time_windows
    if signal.time_window not in windows:
        allowed = tuple(map(write_duration, windows))
        given = write_duration(signal.time_window)
        whose = "a dynamic monitor" if learns else f"dataset {signal.dataset}"
        message = f"{given} is not a window of {whose}, which has {', '.join(allowed)}"
        yield Mistake(path, message, given, allowed)

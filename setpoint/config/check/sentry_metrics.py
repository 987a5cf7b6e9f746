"""Sentry's rules of metric monitors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.config.units import Quantity
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import SentryMetric
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

# Crash rates have a name of Sentry's behind them.
_AGGREGATE = re.compile(r"[a-z][a-z0-9_]*\([^()]*\)( AS [A-Za-z_]+)?")
_SIDES = ("above", "below", "outside")
_FIXED = (">", ">=", "<", "<=", "==", "!=")
_ORDERED = (">", ">=", "<", "<=")
# Kinds of events by dataset; of others Sentry publishes none, so that they have to be named.
_EVENT_TYPES = {
    "events": ("default", "error"),
    "transactions": ("transaction",),
    "generic_metrics": ("transaction",),
    "metrics": ("error",),
    "sessions": ("error",),
    "events_analytics_platform": ("trace_item_span", "trace_item_log", "trace_item_metric"),
}


def check(signal: SentryMetric, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """What each way of detection needs and excludes; thresholds in order."""
    if not _AGGREGATE.fullmatch(signal.aggregate):
        yield Mistake(
            (*path, "aggregate"),
            f"{signal.aggregate!r} is no aggregate; write count() or p95(span.duration)",
            signal.aggregate,
        )
    if "release:latest" in signal.query.split():
        message = (
            "Sentry refuses 'release:latest' in a monitor, which would stay with the release of"
            " the day; write a sentry_issue with the condition latest_release"
        )
        yield Mistake((*path, "query"), message, signal.query)
    yield from _event_types(signal, path)
    yield from _detection(signal, path)
    yield from _order(signal, path)


def _event_types(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """Kinds of events that the dataset does not have, or that nobody names."""
    allowed = _EVENT_TYPES.get(signal.dataset)
    if allowed is None:
        if not signal.event_types:
            message = f"is missing; dataset {signal.dataset} needs it"
            yield Mistake((*path, "event_types"), message, incomplete=True)
        return
    for n, event_type in enumerate(signal.event_types):
        if event_type not in allowed:
            kinds = " and ".join(allowed)
            message = f"{event_type!r} does not occur in {signal.dataset}, which has {kinds}"
            yield Mistake((*path, "event_types", n), message, event_type, allowed)


def _detection(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """Keys that belong to another way of detection, or that are missing."""
    dynamic, percent = signal.detection == "dynamic", signal.detection == "percent"
    words = _SIDES if dynamic else _FIXED
    if signal.comparison not in words:
        yield Mistake(
            (*path, "comparison"),
            f"{signal.comparison!r} does not suit detection {signal.detection};"
            f" write {' or '.join(words)}",
            signal.comparison,
            words,
        )
    fixed = not dynamic and signal.warning is None
    needed = {"threshold": fixed, "comparison_delta": percent}
    for key, wanted in needed.items():
        if wanted and getattr(signal, key) is None:
            message = f"is missing; detection {signal.detection} needs it"
            yield Mistake((*path, key), message, incomplete=True)
    excluded = {
        "threshold": dynamic,
        "warning": dynamic,
        "resolve": dynamic,
        "comparison_delta": not percent,
        "sensitivity": not dynamic,
    }
    for key, unwanted in excluded.items():
        if unwanted and getattr(signal, key) is not None:
            yield Mistake(
                (*path, key), f"does not belong to detection {signal.detection}", on_key=True
            )


def _order(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """Warning before critical, resolve before both; all in the same unit."""
    critical = signal.threshold or signal.warning
    if critical is None or signal.comparison not in _FIXED:
        return
    for key in ("warning", "resolve"):
        other: Quantity | str | None = getattr(signal, key)
        if isinstance(other, Quantity) and other.dimension != critical.dimension:
            message = f"{other.text} and the threshold {critical.text} are not in the same unit"
            yield Mistake((*path, key), message, other.text)
            return
    if signal.comparison in _ORDERED:
        yield from _sides(signal, critical, path)


def _sides(signal: SentryMetric, critical: Quantity, path: Path) -> Iterator[Mistake]:
    """Which of two thresholds comes first; of changes that is the smaller one, up or down."""
    rises = signal.comparison in (">", ">=") or signal.detection == "percent"
    sign = 1 if rises else -1
    side = "below" if sign == 1 else "above"
    first, resolve = signal.warning or critical, signal.resolve
    if first is not critical and sign * (critical.per_second - first.per_second) <= 0:
        message = f"{first.text} is not {side} the threshold {critical.text}"
        yield Mistake((*path, "warning"), message, first.text)
    if isinstance(resolve, Quantity) and sign * (first.per_second - resolve.per_second) < 0:
        message = f"{resolve.text} is not {side} {first.text}, where it begins"
        yield Mistake((*path, "resolve"), message, resolve.text)

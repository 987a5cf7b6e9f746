"""Sentry's rules of metric monitors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import SentryMetric
    from setpoint.config.path import Path
    from setpoint.config.units import Quantity
    from setpoint.config.validation import Draft

_AGGREGATE = re.compile(r"[a-z][a-z0-9_]*\([^()]*\)")
_SIDES = ("above", "below", "outside")
_FIXED = (">", "<")
_EVENT_TYPES = {
    "events": ("default", "error"),
    "transactions": ("transaction",),
    "generic_metrics": ("transaction",),
    "metrics": (),
    "events_analytics_platform": ("trace_item_span",),
}


def check(signal: SentryMetric, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """What each way of detection needs and excludes; thresholds in order."""
    if not _AGGREGATE.fullmatch(signal.aggregate):
        yield Mistake(
            (*path, "aggregate"),
            f"{signal.aggregate!r} is no aggregate; write count() or p95(span.duration)",
            signal.aggregate,
        )
    allowed = _EVENT_TYPES[signal.dataset]
    for n, event_type in enumerate(signal.event_types):
        if event_type not in allowed:
            kinds = " and ".join(allowed) or "none"
            message = f"{event_type!r} does not occur in {signal.dataset}, which has {kinds}"
            yield Mistake((*path, "event_types", n), message, event_type, allowed)
    yield from _detection(signal, path)
    yield from _order(signal, path)


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
    needed = {"threshold": not dynamic, "comparison_delta": percent}
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
    critical = signal.threshold
    if critical is None or signal.comparison not in _FIXED:
        return
    for key in ("warning", "resolve"):
        other: Quantity | None = getattr(signal, key)
        if other is not None and other.dimension != critical.dimension:
            message = f"{other.text} and the threshold {critical.text} are not in the same unit"
            yield Mistake((*path, key), message, other.text)
            return
    sign = 1 if signal.comparison == ">" else -1
    side = "below" if sign == 1 else "above"
    if signal.warning is not None and sign * (critical.per_second - signal.warning.per_second) <= 0:
        message = f"{signal.warning.text} is not {side} the threshold {critical.text}"
        yield Mistake((*path, "warning"), message, signal.warning.text)
    first = signal.warning or critical
    if signal.resolve is not None and sign * (first.per_second - signal.resolve.per_second) < 0:
        message = f"{signal.resolve.text} is not {side} {first.text}, where it begins"
        yield Mistake((*path, "resolve"), message, signal.resolve.text)

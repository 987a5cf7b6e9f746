"""Sentry's rules of metric monitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.sentry_alerting import limits
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import SentryMetric
    from setpoint.config.path import Path
    from setpoint.config.units import Quantity
    from setpoint.config.validation import Draft

_SIDES = ("above", "below", "outside")
_RISES, _FALLS = (">", ">="), ("<", "<=")
_FIXED = (*_RISES, *_FALLS)
_ALL = 100


def check(signal: SentryMetric, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """What each way of detection needs and excludes; thresholds in order."""
    yield from _detection(signal, path)
    if signal.detection == "percent":
        yield from _change(signal, path)
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


def _change(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """Changes that Sentry doesn't compute, and those that can't happen.

    Of sessions it takes the rate itself, whatever is to be compared with: `get_aggregation_value`
    in src/sentry/incidents/subscription_processor.py. Of anything else it compares now in percent
    of then, which is never below zero.
    """
    if signal.dataset == limits.CRASH_RATES:
        message = "Sentry compares no rate of crashes with an earlier one; write static"
        yield Mistake((*path, "detection"), message, signal.detection, ("static",))
    for key in ("threshold", "warning"):
        given: Quantity | None = getattr(signal, key)
        if given is not None and _is_impossible(given.value, signal.comparison):
            least = "at most 100%" if signal.comparison == "<=" else "less than 100%"
            message = f"{given.text} less than before is less than nothing; write {least}"
            yield Mistake((*path, key), message, given.text)


def _is_impossible(change: float, comparison: str) -> bool:
    """Whether so many percent less leave nothing that could be less still."""
    return change > _ALL if comparison == "<=" else comparison == "<" and change >= _ALL


def _order(signal: SentryMetric, path: Path) -> Iterator[Mistake]:
    """Warning before critical, resolve before both; all in the same unit."""
    critical = signal.threshold or signal.warning
    if critical is None or signal.comparison not in _FIXED:
        return
    for key in ("warning", "resolve"):
        other: Quantity | None = getattr(signal, key)
        if other is not None and other.dimension != critical.dimension:
            message = f"{other.text} and the threshold {critical.text} are not in the same unit"
            yield Mistake((*path, key), message, other.text)
            return
    yield from _sides(signal, critical, path)


def _sides(signal: SentryMetric, critical: Quantity, path: Path) -> Iterator[Mistake]:
    """Which of two thresholds comes first; of changes that is the smaller one, up or down."""
    rises = signal.comparison in _RISES or signal.detection == "percent"
    sign = 1 if rises else -1
    side = "below" if sign == 1 else "above"
    first, resolve = signal.warning or critical, signal.resolve
    if first is not critical and sign * (critical.per_second - first.per_second) <= 0:
        message = f"{first.text} is not {side} the threshold {critical.text}"
        yield Mistake((*path, "warning"), message, first.text)
    if resolve is not None and sign * (first.per_second - resolve.per_second) < 0:
        message = f"{resolve.text} is not {side} {first.text}, where it begins"
        yield Mistake((*path, "resolve"), message, resolve.text)

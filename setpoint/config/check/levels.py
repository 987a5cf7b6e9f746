"""Sentry's rules of a monitor with two thresholds, for the levels of an alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import SentryMetric
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_MOST = 2
_UNORDERED = ("==", "!=")


def check(draft: Draft) -> Iterator[Mistake]:
    """More levels than a monitor has, and thresholds of which none comes first."""
    for ids in draft.levels.of.values():
        found: list[tuple[Path, SentryMetric]] = []
        for each in ids:
            service, _, name = each.partition("/")
            alert = draft.alerts.get((service, name))
            if alert is not None and alert.sentry_metric is not None:
                found.append((("services", service, "alerts", name), alert.sentry_metric))
        yield from _of_one(found)


def _of_one(levels: list[tuple[Path, SentryMetric]]) -> Iterator[Mistake]:
    """The levels of one alert."""
    for path, _ in levels[_MOST:]:
        message = f"a Sentry monitor has {_MOST} levels at most, its critical and its warning"
        yield Mistake(path, message, on_key=True)
    first = levels[0][1].threshold if levels else None
    for path, signal in levels[1:_MOST]:
        where, second = (*path, "sentry_metric", "threshold"), signal.threshold
        if first is None or second is None:
            continue
        if signal.comparison in _UNORDERED:
            message = f"with {signal.comparison} no level comes before another; write two alerts"
            yield Mistake(where, message, second.text)
        elif second.dimension != first.dimension:
            message = f"{second.text} and {first.text} of the other level are not in the same unit"
            yield Mistake(where, message, second.text)
        elif second.per_second == first.per_second:
            yield Mistake(where, f"{second.text} is the other level's threshold, too", second.text)

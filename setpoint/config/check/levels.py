"""What vendors don't allow among the levels of one alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.config.model import Alert, Prometheus, SentryMetric
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_MOST = 2


def check(draft: Draft) -> Iterator[Mistake]:
    """Levels that a monitor doesn't have, thresholds of which none comes first, one name twice."""
    for ids in draft.levels.of.values():
        levels = list(_alerts(ids, draft))
        monitors = [(path, alert.sentry_metric) for path, alert in levels if alert.sentry_metric]
        yield from _monitor(monitors)
        yield from _rules([(path, alert.prometheus) for path, alert in levels if alert.prometheus])


def _alerts(ids: Iterable[str], draft: Draft) -> Iterator[tuple[Path, Alert]]:
    """The valid levels of one alert."""
    for each in ids:
        service, _, name = each.partition("/")
        if (service, name) in draft.alerts:
            yield ("services", service, "alerts", name), draft.alerts[service, name]


def _rules(levels: list[tuple[Path, Prometheus]]) -> Iterator[Mistake]:
    """Alertmanager's routes know a rule by its name."""
    for place, (path, rule) in enumerate(levels):
        if rule.name is not None and rule.name in {other.name for _, other in levels[:place]}:
            message = f"{rule.name} is the name of another level, too; give each its own, or none"
            yield Mistake((*path, "prometheus", "name"), message, rule.name)


def _monitor(levels: list[tuple[Path, SentryMetric]]) -> Iterator[Mistake]:
    """The levels of one monitor in Sentry."""
    for path, _ in levels[_MOST:]:
        message = f"a Sentry monitor has {_MOST} levels at most, its critical and its warning"
        yield Mistake(path, message, on_key=True)
    first = levels[0][1].threshold if levels else None
    for path, signal in levels[1:_MOST]:
        where, second = (*path, "sentry_metric", "threshold"), signal.threshold
        if first is None or second is None:
            continue
        if second.dimension != first.dimension:
            message = f"{second.text} and {first.text} of the other level are not in the same unit"
            yield Mistake(where, message, second.text)
        elif second.per_second == first.per_second:
            yield Mistake(where, f"{second.text} is the other level's threshold, too", second.text)

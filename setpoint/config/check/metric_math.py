"""CloudWatch's rules of metric math and of queries that select metrics, in alarms and graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.expressions import mistake
from setpoint.config.evaluation import effective
from setpoint.config.units import write_duration
from setpoint.config.validation.draft import Mistake
from setpoint.expressions.metric_math import system
from setpoint.expressions.metrics_insights import selects_metrics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.model import CloudWatchMath
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

LONGEST = 2048
_MOST_QUERIES = 20
# Metrics Insights in alarms.
_LONGEST_INSIGHTS = 3 * 3600
# An id that no config can have.
_MAIN = ""


def check(signal: CloudWatchMath, path: Path, draft: Draft) -> Iterator[Mistake]:
    """The expression, and the ones it is made of."""
    yield from check_watched(signal.expression, signal.metrics, signal.expressions, path)
    if any(map(selects_metrics, (signal.expression, *signal.expressions.values()))):
        yield from _window(signal, path, draft)


def check_watched(
    expression: str, metrics: Mapping[str, object], expressions: Mapping[str, str], path: Path
) -> Iterator[Mistake]:
    """An expression that an alarm watches, and those that it is made of."""
    parts = _read(expression, metrics, expressions, alarm=True)
    wrong = list(_mistakes(expression, expressions, parts, path))
    yield from wrong
    yield from _ids(metrics, expressions, path)
    if not wrong:
        yield from _unused(metrics, parts, path)
    if wrong or metrics or any(part.has_data for part in parts.values()):
        yield from _outcome(expression, parts, path)
    else:
        message = "reads no metric; name one under metrics, or select: SELECT AVG(...) FROM ..."
        yield Mistake((*path, "expression"), message)


def check_drawn(
    expression: str | None,
    metrics: Mapping[str, object],
    expressions: Mapping[str, str],
    path: Path,
) -> Iterator[Mistake]:
    """Expressions of a graph, which may draw several series and search for metrics."""
    parts = _read(expression, metrics, expressions, alarm=False)
    yield from _mistakes(expression or "", expressions, parts, path)
    yield from _twice(metrics, expressions, path)


def _read(
    expression: str | None,
    metrics: Mapping[str, object],
    expressions: Mapping[str, str],
    *,
    alarm: bool,
) -> dict[str, system.Part]:
    """The main expression under `_MAIN`, and the others; those that are too long aren't read."""
    main = {_MAIN: expression} if expression is not None else {}
    texts = {key: text for key, text in {**main, **expressions}.items() if len(text) <= LONGEST}
    return system.read(texts, metrics, alarm=alarm, watched=(_MAIN,))


def _mistakes(
    expression: str, expressions: Mapping[str, str], parts: Mapping[str, system.Part], path: Path
) -> Iterator[Mistake]:
    """What is wrong in each expression by itself."""
    for key, text in {_MAIN: expression, **expressions}.items():
        where = _path(key, path)
        if len(text) > LONGEST:
            message = f"the expression has {len(text)} characters; {LONGEST} are the limit"
            yield Mistake(where, message)
        elif key in parts:
            yield from (mistake(fault, text, where) for fault in parts[key].faults)


def _path(key: str, path: Path) -> Path:
    return (*path, "expressions", key) if key != _MAIN else (*path, "expression")


def _outcome(expression: str, parts: Mapping[str, system.Part], path: Path) -> Iterator[Mistake]:
    """An alarm watches one series."""
    fault = system.of_one_series(parts[_MAIN]) if _MAIN in parts else None
    if fault is not None:
        yield mistake(fault, expression, (*path, "expression"))


def _ids(
    metrics: Mapping[str, object], expressions: Mapping[str, str], path: Path
) -> Iterator[Mistake]:
    """Ids that stand for two things, and too many of them."""
    yield from _twice(metrics, expressions, path)
    count = len({*metrics, *expressions}) + 1
    if count > _MOST_QUERIES:
        message = f"{count} metrics and expressions are more than {_MOST_QUERIES}, the most"
        yield Mistake(path, message, on_key=True)


def _twice(
    metrics: Mapping[str, object], expressions: Mapping[str, str], path: Path
) -> Iterator[Mistake]:
    for name in sorted(set(metrics) & set(expressions)):
        yield Mistake((*path, "expressions", name), "is also the id of a metric", on_key=True)


def _unused(
    metrics: Mapping[str, object], parts: Mapping[str, system.Part], path: Path
) -> Iterator[Mistake]:
    """Metrics that no expression takes in."""
    if any(part.everything for part in parts.values()):
        return
    used = {name for part in parts.values() for name in part.names}
    for name in sorted(set(metrics) - used):
        yield Mistake((*path, "metrics", name), "is used by no expression", on_key=True)


def _window(signal: CloudWatchMath, path: Path, draft: Draft) -> Iterator[Mistake]:
    figures = effective(signal, draft.config.defaults)
    window = figures.period * figures.evaluation_periods
    if window > _LONGEST_INSIGHTS:
        message = (
            f"a query that selects metrics looks back 3h at most, not {write_duration(window)}"
        )
        yield Mistake((*path, "expression"), message)

"""CloudWatch Logs' rules of metric filters (PutMetricFilter).

Sources: the API's model for lengths and characters; its user guide, "Filter pattern syntax for
metric filters", for patterns and for what a metric can take from which lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.check.expressions import mistake
from setpoint.config.nearest import nearest
from setpoint.config.validation.draft import Mistake
from setpoint.expressions import filter_patterns
from setpoint.expressions.faults import ExpressionError
from setpoint.vendors.names import NOT_IN_LOG_METRICS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import CloudWatchLogs
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft
    from setpoint.expressions.filter_patterns import Pattern

_LONGEST: Final = 1024


def check(signal: CloudWatchLogs, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """The pattern and the metric it makes."""
    pattern = signal.pattern
    if len(pattern) > _LONGEST:
        message = f"the pattern has {len(pattern)} characters; {_LONGEST} are the limit"
        yield Mistake((*path, "pattern"), message)
        return
    try:
        tree = filter_patterns.parse(pattern)
    except ExpressionError as error:
        yield mistake(error.fault, pattern, (*path, "pattern"))
        tree = None
    yield from _metric(signal, (*path, "metric"))
    yield from _fields(signal, tree, (*path, "metric"))
    yield from _watched(signal, path)


def _watched(signal: CloudWatchLogs, path: Path) -> Iterator[Mistake]:
    """The values that the alarm watches: a metric is one for each set of them."""
    published = signal.metric.dimensions
    for name in signal.dimensions:
        if name not in published:
            message = (
                f"the filter publishes no dimension {name!r}; metric.dimensions says from which"
                " field of a line it comes"
            )
            close = nearest(name, published)
            yield Mistake((*path, "dimensions", name), message, name, nearest=close, on_key=True)
    missing = [name for name in published if name not in signal.dimensions]
    if missing and signal.metric.default is None:
        written = ", ".join(f"{name}: ..." for name in published)
        message = (
            "the filter publishes a metric for each value of"
            f" {' and '.join(missing)}, and an alarm watches one: name it beside `metric` with"
            f" dimensions: {{ {written} }}"
        )
        yield Mistake((*path, "metric", "dimensions"), message, on_key=True)


def _metric(signal: CloudWatchLogs, path: Path) -> Iterator[Mistake]:
    """Names, and what doesn't go together."""
    metric = signal.metric
    for key in ("namespace", "name"):
        text: str = getattr(metric, key)
        at = next((place for place, each in enumerate(text) if each in NOT_IN_LOG_METRICS), None)
        if at is not None:
            message = f"a metric of a filter has none of : * $ in its {key}, here {text[at]!r}"
            yield Mistake((*path, key), message, text, inside=(text, at))
    if metric.namespace.startswith("AWS/"):
        message = (
            f"{metric.namespace!r} is AWS's own; use a namespace that does not start with AWS/"
        )
        yield Mistake((*path, "namespace"), message, metric.namespace)
    if metric.default is not None and metric.dimensions:
        message = "can't be used together with dimensions; delete one of the two"
        yield Mistake((*path, "default"), message, on_key=True)


def _fields(signal: CloudWatchLogs, tree: Pattern | None, path: Path) -> Iterator[Mistake]:
    """What the metric takes from a line: its value, its dimensions."""
    value = signal.metric.value
    if not _is_number(value):
        yield from _field(value, "neither a number nor a field", tree, (*path, "value"))
    for name, field in signal.metric.dimensions.items():
        yield from _field(field, "no field of the log line", tree, (*path, "dimensions", name))


def _field(text: str, what: str, tree: Pattern | None, path: Path) -> Iterator[Mistake]:
    """One field that a pattern must have."""
    if not text.startswith("$") or len(text) == 1:
        name = "duration" if path[-1] == "value" else "host"
        example = f"${name}" if isinstance(tree, filter_patterns.Delimited) else f"$.{name}"
        yield Mistake(path, f"{text!r} is {what}; write one such as {example}", text)
    elif isinstance(tree, filter_patterns.Terms):
        form = "{ $.field = * } or [names, of, fields]"
        yield Mistake(
            path, f"{text!r} is no field: the pattern names none; write it as {form}", text
        )
    elif isinstance(tree, filter_patterns.Delimited):
        yield from _named(text, tree, path)
    elif tree is not None and not text.startswith("$."):
        yield Mistake(path, f"{text!r} is no field of JSON; write it as $.{text[1:]}", text)


def _named(text: str, tree: filter_patterns.Delimited, path: Path) -> Iterator[Mistake]:
    """One of the pattern's fields, by its name or by its number."""
    names = [name for name in tree.fields if name not in ("", "...", "-")]
    if text[1:] in names or text[1:].isdecimal():
        return
    close = nearest(text, [f"${name}" for name in names])
    hint = "" if close else f"; there are {', '.join(f'${name}' for name in names) or 'none'}"
    yield Mistake(path, f"the pattern has no field {text!r}{hint}", text, nearest=close)


def _is_number(text: str) -> bool:
    try:
        return float(text) == float(text) and text.strip("+-.0123456789eE") == ""
    except ValueError:
        return False

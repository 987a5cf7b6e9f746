"""CloudWatch Logs' rules of metric filters (PutMetricFilter)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import CloudWatchLogs
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_LONGEST = 1024
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|%[^%]*%')
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_FIELD = re.compile(r"\$[A-Za-z_.][^\s]*")
_PAIRS = {"{": "}", "[": "]"}


def check(signal: CloudWatchLogs, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """The pattern and the metric it makes."""
    yield from _pattern(signal.pattern, (*path, "pattern"))
    metric, below = signal.metric, (*path, "metric")
    if metric.namespace.startswith("AWS/"):
        yield Mistake(
            (*below, "namespace"),
            f"{metric.namespace!r} is AWS's own; use a namespace that does not start with AWS/",
            metric.namespace,
        )
    if metric.default is not None and metric.dimensions:
        yield Mistake(
            (*below, "default"),
            "can't be used together with dimensions; delete one of the two",
            on_key=True,
        )
    if not _NUMBER.fullmatch(metric.value) and not _FIELD.fullmatch(metric.value):
        yield Mistake(
            (*below, "value"),
            f"{metric.value!r} is neither a number nor a field such as $.duration",
            metric.value,
        )
    for name, field in metric.dimensions.items():
        if not _FIELD.fullmatch(field):
            yield Mistake(
                (*below, "dimensions", name),
                f"{field!r} is no field of the log line; write one such as $.host",
                field,
            )


def _pattern(pattern: str, path: Path) -> Iterator[Mistake]:
    """Length, quotes and brackets of a filter pattern."""
    if len(pattern) > _LONGEST:
        yield Mistake(path, f"the pattern has {len(pattern)} characters; {_LONGEST} are the limit")
    plain = _QUOTED.sub("", pattern).strip()
    if '"' in plain:
        yield Mistake(path, "a double quote is opened and never closed in the pattern", pattern)
        return
    closing = _PAIRS.get(plain[:1])
    if closing is not None and not plain.endswith(closing):
        yield Mistake(
            path, f"the pattern starts with {plain[0]} and does not end with {closing}", pattern
        )

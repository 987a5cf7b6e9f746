"""Which metrics of an expression stand in a FILL, which puts a value where there is no data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from setpoint.catalog.model import MetricQuery
    from setpoint.lint.alarms import Alarm

_FILL = re.compile(r"FILL\s*\([^()]*\)")
_WORD = re.compile(r"[a-z]\w*")


def unfilled(alarm: Alarm) -> tuple[MetricQuery, ...]:
    """Return the metrics of an alarm that some expression uses as they come."""
    queries: tuple[MetricQuery, ...] = getattr(alarm.judging, "queries", ())
    texts = [query.expression for query in queries if query.expression]
    bare = {word for text in texts for word in _WORD.findall(_FILL.sub("", text))}
    shown = (query for query in queries if query.metric)
    return tuple(query for query in shown if query.id in bare or query.return_data)

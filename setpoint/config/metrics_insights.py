"""Metrics Insights: expressions that select metrics by a query instead of naming them."""

from __future__ import annotations

import re
from typing import Final

_QUERY: Final = re.compile(r"\s*SELECT\s", re.IGNORECASE)


def selects_metrics(expression: str) -> bool:
    """Return whether a metric math expression is a Metrics Insights query."""
    return _QUERY.match(expression) is not None

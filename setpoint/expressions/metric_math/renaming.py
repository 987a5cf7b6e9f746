"""Other ids in an expression, all else as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.expressions import metrics_insights
from setpoint.expressions.metric_math.nodes import Reference, walk
from setpoint.expressions.metric_math.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Mapping


def rename(text: str, ids: Mapping[str, str]) -> str:
    """Return a valid expression with the new ids in place of the old; a query names none."""
    if metrics_insights.selects_metrics(text):
        return text
    found = [each for each in walk(parse(text)) if isinstance(each, Reference)]
    for each in sorted(found, key=lambda reference: reference.at, reverse=True):
        end = each.at + len(each.name)
        text = text[: each.at] + ids.get(each.name, each.name) + text[end:]
    return text

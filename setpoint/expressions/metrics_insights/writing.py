"""Queries to text: names in double quotes, so that none is taken for a keyword."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from setpoint.expressions.metrics_insights.parsing import Query


def write(query: Query) -> str:
    """Return a query as text; parsed again, it is the same query."""
    parts = [f"SELECT {query.function}({_name(query.metric)})", f"FROM {_source(query)}"]
    if query.where:
        parts.append(f"WHERE {' AND '.join(_condition(*each) for each in query.where)}")
    if query.group_by:
        parts.append(f"GROUP BY {', '.join(map(_name, query.group_by))}")
    if query.order_by is not None:
        direction = "DESC" if query.order_by.descending else "ASC"
        parts.append(f"ORDER BY {query.order_by.function}() {direction}")
    if query.limit is not None:
        parts.append(f"LIMIT {query.limit}")
    return " ".join(parts)


def _source(query: Query) -> str:
    if query.schema is None:
        return _name(query.namespace)
    return f"SCHEMA({', '.join(map(_name, (query.namespace, *query.schema)))})"


def _condition(label: str, equal: bool, value: str) -> str:
    return f"{_name(label)} {'=' if equal else '!='} {_quoted(value, chr(39))}"


def _name(name: str) -> str:
    return _quoted(name, '"')


def _quoted(text: str, quote: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("'", "\\'")
    return f"{quote}{escaped}{quote}"

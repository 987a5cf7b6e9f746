"""`setpoint explain` as text or JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from setpoint.catalog.route_words import route_text
from setpoint.config.path import write_path
from setpoint.report.plain import Cell, Paper, columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.catalog.explanation import ExplainedValue, Value
    from setpoint.catalog.model import Alert
    from setpoint.config.path import Path


def explain_text(
    alert: Alert, environment: str, values: Sequence[ExplainedValue], paper: Paper
) -> Iterator[str]:
    """Yield what the alert is, then each value with its place, then what it inherits."""
    yield from columns(
        [
            [Cell(f"{alert.id} in {environment}", ("bold",))],
            [Cell(f"  {alert.summary}")],
            [Cell(f"  goes off: {alert.condition}")],
            [Cell(f"  reaches: {route_text(alert.route)}")],
            *([[Cell(f"  region: {alert.region}")]] if alert.region else []),
        ],
        paper,
    )
    rows: list[list[Cell]] = []
    for title, inherited in (("Set in the alert", False), ("Inherited", True)):
        rows += [[Cell("")], [Cell(title, ("bold",))]]
        rows += _tree([value for value in values if value.inherited is inherited])
    yield from columns(rows, paper)


def _tree(values: Sequence[ExplainedValue]) -> Iterator[list[Cell]]:
    """Yield values indented as in the config, each key above what it holds once."""
    above: Path = ()
    for explained in values:
        path = explained.value.path
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(above, path[:-1], strict=False))
        shared = sum(1 for _ in alike)
        for depth in range(shared, len(path) - 1):
            yield [Cell(f"{_indent(depth)}{path[depth]}:"), Cell("")]
        above = path[:-1]
        yield from _rows(explained)


def _rows(explained: ExplainedValue) -> Iterator[list[Cell]]:
    value = explained.value
    depth = len(value.path) - 1
    yield from _told(f"{value.path[-1]}:", value, depth)
    for environment, other in explained.others.items():
        name = f"({environment})"
        if other:
            yield from _told(name, other, depth + 1, "yellow")
        else:
            yield [Cell(f"{_indent(depth + 1)}{name} not there", ("yellow",)), Cell("")]


def _told(name: str, value: Value, depth: int, *style: str) -> Iterator[list[Cell]]:
    """Yield a value beside its name, one of several lines below it."""
    lines = value.text.splitlines()
    if len(lines) <= 1:
        yield [Cell(f"{_indent(depth)}{name} {value.text}", style), _place(value)]
        return
    yield [Cell(f"{_indent(depth)}{name}", style), _place(value)]
    yield from ([Cell(f"{_indent(depth + 1)}{line}", style)] for line in lines)


def _indent(depth: int) -> str:
    return "  " * (depth + 1)


def _place(value: Value) -> Cell:
    if value.origin is None:
        return Cell("built in", ("dim",))
    by = [f"${{{name}}} {origin}" for name, origin in value.variables.items()]
    return Cell(", ".join([str(value.origin), *by]), ("dim",))


def explain_json(alert: Alert, environment: str, values: Sequence[ExplainedValue]) -> str:
    """Return the explanation as JSON.

    `{"alert", "environment", "condition", "values": [{"path", "value", "origin", "inherited",
    "others": {ENVIRONMENT: {"value", "origin", "variables"} or null}}]}`; an origin is
    `{"file", "line", "column"}`, or null for what nobody set; `variables` are the places of
    the variables and parameters in it, by name.
    """
    document = {
        "alert": alert.id,
        "environment": environment,
        "condition": alert.condition,
        "values": [
            {
                "path": write_path(each.value.path),
                **_plain(each.value),
                "inherited": each.inherited,
                "others": {
                    name: _plain(other) if other else None for name, other in each.others.items()
                },
            }
            for each in values
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _plain(value: Value) -> dict[str, Any]:
    return {
        "value": value.text,
        "origin": asdict(value.origin) if value.origin else None,
        "variables": {name: asdict(origin) for name, origin in value.variables.items()},
    }

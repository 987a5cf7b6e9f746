"""`setpoint show` as text: one environment in a table, or several side by side."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from setpoint.report.plain import Cell, Paper, columns
from setpoint.report.summary import parts, route_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setpoint.catalog.model import Alert, Catalog

_HEAD = ("ALERT", "SEVERITY", "THRESHOLD", "WINDOW", "ROUTE")
_SAME = "="
_STYLES = {"critical": ("red",), "high": ("yellow",)}


def one_environment(catalog: Catalog, alerts: Sequence[Alert], paper: Paper) -> Iterator[str]:
    """Yield a table of alerts, their services' names above them."""
    pages = "pages by PagerDuty" if catalog.pagerduty_services else "pages nobody"
    count = f"{len(alerts)} alert{'' if len(alerts) == 1 else 's'}"
    yield f"{catalog.organization} {catalog.environment}: {count} in {catalog.region}; {pages}"
    rows = [[Cell(title, ("bold",)) for title in _HEAD]]
    for _, group in groupby(alerts, key=lambda alert: alert.service):
        for alert in group:
            rows += _rows(alert)
    yield ""
    yield from columns(rows, paper)


def _rows(alert: Alert) -> Iterator[list[Cell]]:
    severity = Cell(alert.severity, _STYLES.get(alert.severity, ()))
    name = Cell(alert.id if alert.enabled else f"{alert.id} (off)")
    route = Cell(route_text(alert.route))
    found = parts(alert)
    if len(found) == 1:
        yield [name, severity, Cell(found[0].threshold), Cell(found[0].window), route]
        return
    yield [name, severity, Cell(""), Cell(""), route]
    for part in found:
        label = Cell(f"  {part.label}", ("dim",))
        yield [label, Cell(""), Cell(part.threshold), Cell(part.window), Cell("")]


def side_by_side(
    catalogs: Mapping[str, Catalog], wanted: Sequence[str], paper: Paper
) -> Iterator[str]:
    """Yield every alert with each environment in a column; a star marks what differs.

    What an environment has like the first one is told by `=`.
    """
    rows = [[Cell(""), *(Cell(name, ("bold",)) for name in catalogs)]]
    for alert in wanted:
        rows += _compared(alert, [catalog.alerts.get(alert) for catalog in catalogs.values()])
    yield from columns(rows, paper)
    different = sum(1 for row in rows if any(cell.text.startswith("* ") for cell in row))
    yield ""
    yield f"{len(wanted)} alerts; {different} values differ (*)"


def _compared(alert: str, versions: Sequence[Alert | None]) -> Iterator[list[Cell]]:
    told = [_told(version) for version in versions]
    labels = dict.fromkeys(label for values in told for label in values)
    for number, label in enumerate(labels):
        name = Cell(alert, ("bold",)) if number == 0 else Cell(f"  {label}", ("dim",))
        yield [name, *_cells([values.get(label, "") for values in told])]


def _told(alert: Alert | None) -> dict[str, str]:
    if alert is None:
        return {"severity": "not there"}
    state = alert.severity if alert.enabled else f"{alert.severity} (off)"
    values = {"severity": state}
    values |= {part.label: part.told for part in parts(alert)}
    return {**values, "route": route_text(alert.route)}


def _cells(values: Sequence[str]) -> Iterator[Cell]:
    first, *others = values
    yield Cell(first)
    for value in others:
        if value == first:
            yield Cell(_SAME, ("dim",))
        else:
            yield Cell(f"* {value or 'not there'}", ("yellow",))

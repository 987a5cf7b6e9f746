"""`setpoint show` as text: one environment in a table, or several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.hours import days_text, response_text
from setpoint.catalog.kinds import parts, watched_by_all
from setpoint.catalog.model import regions_in_order
from setpoint.catalog.recipients import recipients
from setpoint.catalog.route_words import route_text
from setpoint.report.plain import Cell, Paper, columns, natural_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setpoint.catalog.kinds import Part
    from setpoint.catalog.model import Alert, Catalog, Digest

_HEAD = ("ALERT", "SEVERITY", "WATCHES", "THRESHOLD", "WINDOW")
_SAME = "="
_STYLES = {"critical": ("red",), "high": ("yellow",)}


def one_environment(catalog: Catalog, alerts: Sequence[Alert], paper: Paper) -> Iterator[str]:
    """Yield a table of alerts; where it is too wide, what one watches and reaches stands below."""
    pages = "pages by PagerDuty" if catalog.pagerduty_services else "pages nobody"
    name = f"{catalog.organization} {catalog.environment}"
    yield f"{name}: {_count(alerts)} in {' and '.join(_regions(catalog, alerts))}; {pages}"
    yield ""
    rows = list(_table(alerts, below=False))
    if paper.width is not None and natural_width(rows) > paper.width:
        rows = list(_table(alerts, below=True))
    yield from columns(rows, paper)
    if catalog.digests:
        yield ""
        yield from columns([_digest(digest) for digest in catalog.digests.values()], paper)


def _regions(catalog: Catalog, alerts: Sequence[Alert]) -> tuple[str, ...]:
    return regions_in_order((alert.region or catalog.region for alert in alerts), catalog.region)


def _digest(digest: Digest) -> list[Cell]:
    told = ", ".join(each.name or str(each.endpoint) for each in recipients(digest.channels))
    when = f"{digest.at:%H:%M} {digest.time_zone}, {days_text(digest.days)}"
    return [Cell(f"digest {digest.id}"), Cell(when), Cell(told or "nobody")]


def _count(alerts: Sequence[object]) -> str:
    return f"{len(alerts)} alert{'' if len(alerts) == 1 else 's'}"


def _table(alerts: Sequence[Alert], *, below: bool) -> Iterator[list[Cell]]:
    timed = any(alert.respond_within for alert in alerts)
    ends = [*(["RESPOND"] if timed else []), *([] if below else ["ROUTE"])]
    head = [title for title in _HEAD if not (below and title == "WATCHES")]
    yield [Cell(title, ("bold",)) for title in (*head, *ends)]
    for alert in alerts:
        route = route_text(alert.route)
        first, *others = _rows(alert, below=below)
        if timed:
            first.append(Cell(response_text(alert.respond_within) if alert.respond_within else ""))
        yield first if below else [*first, Cell(route)]
        yield from others
        if below:
            yield [Cell(f"  {'; '.join(watched_by_all(alert.signal))} -> {route}", ("dim",))]


def _rows(alert: Alert, *, below: bool) -> Iterator[list[Cell]]:
    severity = Cell(alert.severity, _STYLES.get(alert.severity, ()))
    name = Cell(alert.id if alert.enabled else f"{alert.id} (off)")
    found = parts(alert)
    if len(found) == 1:
        yield [name, severity, *_cells_of(found[0], below=below)]
        return
    yield [name, severity, *([] if below else [Cell("")]), Cell(""), Cell("")]
    for part in found:
        label = Cell(f"  {part.label}", ("dim",))
        yield [label, Cell(""), *_cells_of(part, below=below)]


def _cells_of(part: Part, *, below: bool) -> list[Cell]:
    watches = [] if below else [Cell(part.watches)]
    return [*watches, Cell(part.threshold), Cell(part.window)]


def side_by_side(
    catalogs: Mapping[str, Catalog], wanted: Sequence[str], paper: Paper
) -> Iterator[str]:
    """Yield every alert with each environment in a column; a star marks what differs.

    What an environment has like the first one is told by `=`.
    """
    rows: list[list[Cell]] = [[Cell(""), *(Cell(name, ("bold",)) for name in catalogs)]]
    for alert in wanted:
        rows += _compared(alert, [catalog.alerts.get(alert) for catalog in catalogs.values()])
    yield from columns(rows, paper)
    different = sum(1 for row in rows if any(cell.text.startswith("* ") for cell in row))
    yield ""
    yield f"{_count(wanted)}; values that differ: {different} (*)"


def _compared(alert: str, versions: Sequence[Alert | None]) -> Iterator[list[Cell]]:
    told = [_told(version) for version in versions]
    yield [Cell(alert, ("bold",))]
    for label in dict.fromkeys(label for values in told for label in values):
        cells = _cells([values.get(label, "") for values in told])
        yield [Cell(f"  {label}", ("dim",)), *cells]


def _told(alert: Alert | None) -> dict[str, str]:
    if alert is None:
        return {"severity": "not there"}
    state = alert.severity if alert.enabled else f"{alert.severity} (off)"
    values = {"severity": state}
    values["watches"] = "; ".join(watched_by_all(alert.signal))
    values |= {part.label: part.told for part in parts(alert)}
    if alert.respond_within is not None:
        values["respond within"] = response_text(alert.respond_within)
    return {**values, "route": route_text(alert.route)}


def _cells(values: Sequence[str]) -> Iterator[Cell]:
    first, *others = values
    yield Cell(first)
    for value in others:
        if value == first:
            yield Cell(_SAME, ("dim",))
        else:
            yield Cell(f"* {value or 'not there'}", ("yellow",))

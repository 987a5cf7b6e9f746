"""Where the widgets of a dashboard stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from setpoint.config.model import DASHBOARD_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.config import model as config


class Position(NamedTuple):
    """Where a widget stands, and its size, in columns and rows."""

    x: int
    y: int
    width: int
    height: int


def positions(widgets: Iterable[config.Widget]) -> Iterator[Position]:
    """Yield each widget's place: from left to right, in rows as high as their highest.

    A widget that names x or y stands there and moves nothing else.
    """
    x = y = row = 0
    for widget in widgets:
        width, height = widget.width, widget.height
        if widget.x is not None or widget.y is not None:
            yield Position(widget.x or 0, y if widget.y is None else widget.y, width, height)
            continue
        if x + width > DASHBOARD_COLUMNS:
            x, y, row = 0, y + row, 0
        yield Position(x, y, width, height)
        x, row = x + width, max(row, height)

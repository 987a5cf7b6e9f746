"""Dashboards and saved queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.merging.overlay import REGION
from setpoint.review.parts.part import Part, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.review.parts.dependants import Dependence
    from setpoint.review.side import Side


def parts(side: Side, _: Dependence) -> Iterator[Part]:
    """Yield queries, then dashboards."""
    for name in ("queries", "dashboards"):
        for key, each in getattr(side.catalog, name).items():
            yield Part(
                path=(name, key),
                facts={**stated(each), "region": side.catalog.region},
                sections=((name, key), REGION),
            )

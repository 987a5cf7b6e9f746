"""Dashboards and saved queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.merging.overlay import REGION
from setpoint.review.parts.part import Part, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.review.parts.dependants import Dependence
    from setpoint.review.side import Side

_THINGS: Final = {"queries": "CloudWatch's saved query", "dashboards": "CloudWatch's dashboard"}


def parts(side: Side, _: Dependence) -> Iterator[Part]:
    """Yield queries, then dashboards."""
    for name in _THINGS:
        for key, each in getattr(side.catalog, name).items():
            yield Part(
                path=(name, key),
                facts={**stated(each), "region": side.catalog.region},
                sections=((name, key), REGION),
                thing=_THINGS[name],
            )

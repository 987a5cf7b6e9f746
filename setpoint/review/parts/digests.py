"""Digests, with who reads them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.config.merging.overlay import REGION
from setpoint.review.parts.part import Part, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.review.parts.dependants import Dependence
    from setpoint.review.side import Side


def parts(side: Side, _: Dependence) -> Iterator[Part]:
    """Yield each digest."""
    for key, digest in side.catalog.digests.items():
        path = ("digests", key)
        channels = digest.channels
        people = tuple((each.id, each.email) for each in channels.people)
        yield Part(
            path=path,
            facts={
                **stated(digest),
                "channels": replace(channels, people=()),
                "people": people,
                "region": side.catalog.region,
            },
            sections=(path, *_readers(side, key), REGION),
            thing="the digest",
        )


def _readers(side: Side, digest: str) -> Iterator[Path]:
    """Yield where the addresses of the people stand who are written to."""
    config = side.loaded.config
    for name in config.digests[digest].people:
        if name in config.groups:
            yield ("groups", name, "people")
    for person in side.catalog.digests[digest].channels.people:
        yield ("people", person.id, "email")

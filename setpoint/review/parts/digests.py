"""Digests, with who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        yield Part(path=path, facts=stated(digest), sections=(path, *_readers(side, key)))


def _readers(side: Side, digest: str) -> Iterator[Path]:
    """Yield where the names and addresses of the people stand who are written to."""
    config = side.loaded.config
    for name in config.digests[digest].people:
        if name in config.groups:
            yield ("groups", name, "people")
    for person in side.catalog.digests[digest].channels.people:
        yield from (("people", person.id, part) for part in ("name", "email"))

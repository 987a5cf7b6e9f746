"""Digests, with who reads them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.config.merging.overlay import REGION
from setpoint.review.parts.digest_words import reader_places, words
from setpoint.review.parts.part import Part, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

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
                **stated(digest, without=("name", "title")),
                "name": digest.title,  # those of function and schedule are made of the id
                "channels": replace(channels, people=()),
                "people": people,
                "region": side.catalog.region,
            },
            sections=(path, *reader_places(side, key), REGION),
            words=words,
            otherwise="what it says, when and to whom stays as it is",
            thing="the digest",
        )

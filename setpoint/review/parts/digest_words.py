"""What follows from an edit of a digest, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.hours import days_text
from setpoint.config.merging.overlay import REGION
from setpoint.review.names import are, listed, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from setpoint.catalog.model import DigestOfSentry
    from setpoint.config.path import Path
    from setpoint.review.parts.part import Facts, Sentence
    from setpoint.review.side import Side


def words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield what it is called, when it is sent, what it tells, then to whom."""
    (_, before), (_, after) = old, new
    if before["name"] != after["name"]:
        yield ("name",), f"the message is headed {after['name']}"
    yield from _times(before, after)
    yield from _asked(before["sentry"], after["sentry"])
    if before["alarm_prefix"] != after["alarm_prefix"]:
        tells = "tells" if after["alarm_prefix"] else "no longer tells"
        yield ("alarms",), f"{tells} which alarms went off"
    yield from _readers(old, new)
    if before["region"] != after["region"]:
        yield REGION, f"is sent from {after['region']} instead of {before['region']}"


def _times(before: Facts, after: Facts) -> Iterator[Sentence]:
    was, now = (f"{each['at']:%H:%M} {each['time_zone']}" for each in (before, after))
    for key in ("at", "time_zone"):
        if before[key] != after[key]:
            yield (key,), f"is sent at {now} instead of {was}"
    if before["days"] != after["days"]:
        days, others = (days_text(each["days"]) for each in (after, before))
        since = "each tells about the days since the last one"
        yield ("days",), f"is sent {days} instead of {others}; {since}"


def _asked(before: DigestOfSentry | None, after: DigestOfSentry | None) -> Iterator[Sentence]:
    """Yield what it tells of Sentry."""
    keys = ("projects", "environment", "sentry_token_secret")
    if before is None or after is None:
        if before is not after:
            told = "tells of Sentry's issues" if after else "no longer tells of Sentry's issues"
            yield from (((key,), told) for key in keys)
        return
    come_and_gone = _come_and_gone(before.projects, after.projects)
    for names, told in zip(come_and_gone, ("tells of", "no longer tells of"), strict=True):
        if names:
            yield ("projects",), f"{told} {listed(names)} in Sentry"
    if before.environment != after.environment:
        now, was = (each.environment or "all environments" for each in (after, before))
        yield ("environment",), f"counts {now} instead of {was} in Sentry"
    if before.token_secret != after.token_secret:
        yield ("sentry_token_secret",), "asks Sentry with the token of another secret"


def _readers(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield who gets it now or no longer; people also where groups and addresses stand."""
    (side, before), (other_side, after) = old, new
    for key in ("slack", "email"):
        both = (tuple(map(str, getattr(each["channels"], key))) for each in (before, after))
        yield from (((key,), told) for told in _sent(*both))
    was, now = dict(before["people"]), dict(after["people"])
    names = ([name_of(one, side, other_side) for one in each] for each in (was, now))
    moved = [name_of(one, other_side) for one in now if was.get(one, now[one]) != now[one]]
    told = list(_sent(*names))
    told += [f"{listed(moved)} {are(moved)} sent it at another address"] if moved else []
    places = (*reader_places(side, before["id"]), *reader_places(other_side, after["id"]))
    for place in dict.fromkeys((("people",), *places)):
        yield from ((place, each) for each in told)


def reader_places(side: Side, digest: str) -> Iterator[Path]:
    """Yield where the addresses of the people stand who are written to."""
    config = side.loaded.config
    for name in config.digests[digest].people:
        if name in config.groups:
            yield ("groups", name, "people")
    for person in side.catalog.digests[digest].channels.people:
        yield ("people", person.id, "email")


def _sent(was: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    come, gone = _come_and_gone(was, now)
    if come:
        yield f"{listed(come)} {are(come)} sent it now"
    if gone:
        yield f"{listed(gone)} {are(gone)} no longer sent it"


def _come_and_gone(was: Iterable[str], now: Iterable[str]) -> tuple[list[str], list[str]]:
    before, after = list(was), list(now)
    return [x for x in after if x not in before], [x for x in before if x not in after]

"""The parts of two sides compared: what came, what went, and which edits made others differ."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from setpoint.config.path import write_path
from setpoint.review.effect import Effect, joined
from setpoint.review.model import FieldChange, Kind, PartChange
from setpoint.review.parts import accounts, cloudwatch, digests, on_call, sentry, services
from setpoint.review.parts.dependants import Dependence
from setpoint.review.spots import Spots, edited, narrowed, text_of, written_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setpoint.config.path import Path
    from setpoint.review.model import Source
    from setpoint.review.parts.part import Part, Sentence
    from setpoint.review.side import Side

_KINDS = (
    accounts.parts,
    on_call.parts,
    services.parts,
    sentry.parts,
    cloudwatch.parts,
    digests.parts,
)


def part_changes(environment: str, old: Side | None, new: Side | None) -> Iterator[PartChange]:
    """Yield what came, went or changed in one environment."""
    before, after = _parts(old), _parts(new)
    for path in dict.fromkeys((*before, *after)):
        found = _compared(before.get(path), after.get(path), (old, new))
        if found is None:
            continue
        kind, fields = found
        part = before[path] if kind is Kind.removed else after[path]
        yield PartChange(
            path=write_path(path),
            thing=part.thing,
            environment=environment,
            kind=kind,
            fields=fields,
            alerts=_alerts(before.get(path), after.get(path), new),
            origin=(new or _one(old)).loaded.origins.at(path, key=True),
        )


def _one(side: Side | None) -> Side:
    assert side is not None  # noqa: S101 - what is compared has a side
    return side


def _parts(side: Side | None) -> Mapping[Path, Part]:
    if side is None:
        return {}
    dependence = Dependence(side.catalog)
    return {part.path: part for kind in _KINDS for part in kind(side, dependence)}


def _compared(
    old: Part | None, new: Part | None, sides: tuple[Side | None, Side | None]
) -> tuple[Kind, tuple[FieldChange, ...]] | None:
    """Return what became of a part and which values did it, None if it is the same."""
    was, is_there = bool(old and old.made), bool(new and new.made)
    fields: tuple[FieldChange, ...] = ()
    if old and new and old.facts != new.facts:
        fields = tuple(_fields((_one(sides[0]), old), (_one(sides[1]), new)))
    if was is not is_there:
        return (Kind.added if is_there else Kind.removed), fields
    return (Kind.changed, fields) if fields else None


def _fields(old: tuple[Side, Part], new: tuple[Side, Part]) -> Iterator[FieldChange]:
    """Yield each value that was edited; what only follows from other parts is told of these."""
    (side, before), (other_side, after) = old, new
    said = tuple(after.words((side, before.facts), (other_side, after.facts)))
    sections = dict.fromkeys((*before.sections, *after.sections))
    places = [
        place for section in sections for place, _ in narrowed(side, other_side, section, section)
    ]
    for place in (each for each in places if not _same(before, after, each)):
        yield _field(after.path, place, (side, other_side), _sentence(after, place, said))


def _same(old: Part, new: Part, place: Path) -> bool:
    """Whether a value comes to the same: a default that is written out, say."""
    depth = len(new.path)
    key = str(place[depth]) if place[:depth] == new.path and len(place) > depth else ""
    return key in old.facts and key in new.facts and old.facts[key] == new.facts[key]


def _field(part: Path, place: Path, sides: tuple[Side, Side], sentence: str) -> FieldChange:
    before, after = (Spots(side) for side in sides)
    found = edited(before, after, written_at(before, after, place, place))
    below = place[len(part) :] if place[: len(part)] == part else place
    return FieldChange(
        path=write_path(below or place[-1:]),
        unit=None,
        old=text_of(sides[0].effective(place), place),
        new=text_of(sides[1].effective(place), place),
        old_number=None,
        new_number=None,
        effect=Effect.unchanged,
        sentence=sentence,
        sources=found or (_itself(before, after, place),),
    )


def _itself(before: Spots, after: Spots, place: Path) -> Source:
    return edited(before, after, ((place, place),))[0]


def _sentence(part: Part, place: Path, said: Sequence[Sentence]) -> str:
    """Return what is said about a place or the values around it.

    Of a place beside the part its whole path may be told instead of one below the part.
    """
    about = (text for below, text in said if below == place or _touch((*part.path, *below), place))
    return joined(about) or part.otherwise


def _touch(one: Path, other: Path) -> bool:
    """Whether a path is the other's beginning; a sentence about levels is one about groups."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared] or (other[0] == "groups" and "rules" in one)


def _alerts(old: Part | None, new: Part | None, side: Side | None) -> tuple[str, ...]:
    """Return the alerts that depend on a part, first as it is now; gone ones are told apart."""
    found = chain(new.alerts() if new else (), old.alerts() if old else ())
    there = side.catalog.alerts if side else {}
    return tuple(dict.fromkeys(alert for alert in found if alert in there))

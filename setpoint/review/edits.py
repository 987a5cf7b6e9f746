"""Changes of values gathered by the line that was edited.

A default that forty alarms take over is one edit; so is an alert's threshold in the base that
every environment has, and a person's telephone, on whom nine alerts depend. A value that
follows from two edits is told by each of them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from setpoint.review.effect import combine
from setpoint.review.model import AlertChange, Edit, FieldChange, PartChange, Reach, Variation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from setpoint.review.model import Source


class _Outcome(NamedTuple):
    """A value that changed by an edit, and whose it is."""

    source: Source
    owner: AlertChange | PartChange
    field: FieldChange


def gather(changes: Iterable[AlertChange], parts: Iterable[PartChange]) -> tuple[Edit, ...]:
    """Return the edits behind changed values, those with the widest reach first."""
    found: dict[object, list[_Outcome]] = defaultdict(list)
    for outcome in _outcomes((*changes, *parts)):
        found[outcome.source.key].append(outcome)
    edits = (_edit(outcomes) for outcomes in found.values())
    return tuple(sorted(edits, key=lambda edit: -len(edit.alerts)))


def _outcomes(changed: Iterable[AlertChange | PartChange]) -> Iterator[_Outcome]:
    for owner in changed:
        for field in owner.fields:
            yield from (_Outcome(source, owner, field) for source in field.sources)


def _edit(outcomes: Sequence[_Outcome]) -> Edit:
    owners = tuple({id(each.owner): each.owner for each in outcomes}.values())
    variations = tuple(_variations(outcomes))
    old, new = _values(outcomes[0], variations)
    changes = tuple(each for each in owners if isinstance(each, AlertChange))
    key = outcomes[0].source.key
    return Edit(
        path=outcomes[0].source.path,
        old=old,
        new=new,
        origin=outcomes[0].source.origin,
        variations=variations,
        changes=changes,
        parts=tuple(each for each in owners if isinstance(each, PartChange)),
        retimed=tuple(
            each for each in changes if {source.key for source in each.timed_by} == {key}
        ),
        effect=combine(each.field.effect for each in outcomes),
    )


def _variations(outcomes: Sequence[_Outcome]) -> Iterator[Variation]:
    """Yield each outcome once, with everything that has it."""
    found: dict[tuple[object, ...], list[_Outcome]] = defaultdict(list)
    for each in outcomes:
        field = each.field
        found[field.path, field.old, field.new, field.effect, field.sentence].append(each)
    for alike in found.values():
        parts = (each.owner.path for each in alike if isinstance(each.owner, PartChange))
        yield Variation(
            field=alike[0].field,
            reach=tuple(dict.fromkeys(one for each in alike for one in _reach(each.owner))),
            parts=tuple(dict.fromkeys(parts)),
        )


def _reach(owner: AlertChange | PartChange) -> tuple[Reach, ...]:
    if isinstance(owner, PartChange):
        return tuple(Reach(alert, owner.environment) for alert in owner.alerts)
    return (Reach(owner.id, owner.environment),)


def _values(first: _Outcome, variations: Sequence[Variation]) -> tuple[str | None, str | None]:
    """Return what was edited; of a whole section, the one value that changed by it."""
    field, source = first.field, first.source
    alike = len({(each.field.old, each.field.new) for each in variations}) == 1
    own = source.path.endswith(f".{field.path}")
    if alike and source.alone and (own or source.old is source.new is None):
        return field.old, field.new
    return source.old, source.new

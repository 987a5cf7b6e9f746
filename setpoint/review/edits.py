"""Changes of values gathered by the line that was edited.

A default that forty alarms take over is one edit; so is an alert's threshold in the base that
every environment has.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from setpoint.review.effect import combine
from setpoint.review.model import AlertChange, Edit, FieldChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from setpoint.config.value import Origin

_Key: TypeAlias = "tuple[Origin, str, str | None, str | None]"
_Reached: TypeAlias = list[tuple[AlertChange, FieldChange]]


def gather(changes: Iterable[AlertChange]) -> tuple[Edit, ...]:
    """Return the edits behind changed values, those with the widest reach first."""
    found: dict[_Key, _Reached] = defaultdict(list)
    for change in changes:
        for field in change.fields:
            found[_key(field)].append((change, field))
    edits = (_edit(reached) for reached in found.values())
    return tuple(sorted(edits, key=lambda edit: -len(edit.alerts)))


def _key(field: FieldChange) -> _Key:
    """An alias stands at its anchor's line, so that lines rather than paths tell edits apart."""
    last = field.source.rpartition(".")[2]
    return field.origin, last, field.source_old, field.source_new


def _edit(reached: _Reached) -> Edit:
    first = reached[0][1]
    fields = {(field.path, field.old, field.new, field.sentence): field for _, field in reached}
    old, new = _values(first, tuple(fields.values()))
    return Edit(
        path=first.source,
        old=old,
        new=new,
        origin=first.origin,
        fields=tuple(fields.values()),
        reach=tuple({id(change): change for change, _ in reached}.values()),
        effect=combine(field.effect for _, field in reached),
    )


def _values(first: FieldChange, fields: Sequence[FieldChange]) -> tuple[str | None, str | None]:
    """Return what was edited; of a whole section, the one value that changed by it."""
    if len({(field.old, field.new) for field in fields}) == 1 and not first.inherited:
        return first.old, first.new
    if first.source_old is None and first.source_new is None:
        return first.old, first.new
    return first.source_old, first.source_new

"""Names of people, teams, schedules and the like that must be defined somewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from setpoint.config.declarations import ids
from setpoint.config.model.types.reference import DEFINED
from setpoint.config.nearest import nearest
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from setpoint.config.declarations import Named
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_LISTED = 12
_NEEDED: Final = {"slack": "`slack` with the workspace and its channels"}


def check(draft: Draft) -> Iterator[Mistake]:
    """References to nobody and nothing."""
    known: dict[tuple[str, ...], frozenset[str]] = {}
    told = {mistake.path for mistake in draft.mistakes}
    for named in draft.declared.references:
        kinds = named.kinds
        if kinds not in known:
            known[kinds] = frozenset(name for kind in kinds for name in ids(draft.data, kind))
        if named.name in known[kinds] or named.name in named.words or named.path in told:
            continue
        if "alert" not in kinds or named.name not in draft.levels.of:
            yield _nothing(named, known[kinds], draft)


def _nothing(named: Named, known: frozenset[str], draft: Draft) -> Mistake:
    """What to say of a name that nothing has."""
    (section, *_), kind = DEFINED[named.kinds[0]], " or ".join(named.kinds)
    if section in _NEEDED and draft.data.get(section) is None:
        return Mistake(named.path, f"{named.name!r} needs {_NEEDED[section]}")
    found = dangling(named.path, kind, named.name, known, named.words)
    return replace(found, on_key=named.on_key)


def dangling(
    path: Path, kind: str, name: str, known: Collection[str], words: Collection[str] = ()
) -> Mistake:
    """A name that nothing has, where one of some words may stand, too."""
    close = nearest(name, {*known, *words})
    message = f"there is no {kind} {name!r}"
    if close is None:
        some = sorted(known)[:_LISTED]
        rest = ", ..." if len(known) > len(some) else ""
        message += f"; there are {', '.join(some)}{rest}" if some else "; none is defined"
    return Mistake(path, message, name, tuple(sorted(known)[:_LISTED]), close)

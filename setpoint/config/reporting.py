"""Mistakes to problems: gives them their place, and says plainly what an overlay got wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from setpoint.config.model.types.reference import DEFINED
from setpoint.config.nearest import nearest
from setpoint.config.path import Path, write_path
from setpoint.config.problem import Problem
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.config.expanding import Expansion
    from setpoint.config.merging.overlay import Merged
    from setpoint.config.merging.variables import Filling
    from setpoint.config.origins import Origins
    from setpoint.config.validation import Draft
    from setpoint.config.value import Origin


# Kinds of things that are there for who names them; all others do something by themselves.
_OPTIONAL = frozenset(("severity", "Slack channel", "group", "webhook"))


class Derivation(NamedTuple):
    """How the data came about in which the mistakes are."""

    merged: Merged
    filling: Filling
    expansion: Expansion
    origins: Origins


def report(draft: Draft, how: Derivation) -> list[Problem]:
    """Every mistake as a problem with its place."""
    unfilled = {path for path, _ in how.filling.unknown}
    known = [m for m in draft.mistakes if m.path not in how.expansion.unfilled]
    known = [m for m in known if how.origins.written(m.path) not in unfilled]
    written = [_where_written(m, how.origins) for m in known]
    mistakes = _in_terms_of_the_overlay(draft, written, how.merged)
    mistakes += _unknown_variables(how.filling, draft.names("variables"))
    mistakes += _unused(draft, how)
    return [_problem(m, how.origins) for m in mistakes]


def _problem(mistake: Mistake, origins: Origins) -> Problem:
    """A mistake with its place; within a text, the very character where that can be told."""
    origin, message = _place(mistake, origins), mistake.message
    if mistake.inside is not None:
        text, at = mistake.inside
        exact = origins.inside(origins.only_parameter(mistake.path) or mistake.path, text, at)
        origin = exact or origin
        message += "" if exact else f" (character {at + 1} of the text)"
    return Problem(
        origin=origin,
        path=write_path(mistake.path),
        message=message,
        value=mistake.value,
        allowed=mistake.allowed,
        nearest=mistake.nearest,
    )


def _where_written(mistake: Mistake, origins: Origins) -> Mistake:
    """A mistake at the path of the template that brings it, unless the use has a part in it."""
    if not mistake.on_key and origins.parameters(mistake.path):
        return mistake
    return replace(mistake, path=origins.written(mistake.path))


def _place(mistake: Mistake, origins: Origins) -> Origin:
    """The place to look at; a parameter that alone is the value is to blame, not the template."""
    parameter = None if mistake.on_key else origins.only_parameter(mistake.path)
    return origins.at(parameter or mistake.path, key=mistake.on_key)


def _in_terms_of_the_overlay(
    draft: Draft, mistakes: list[Mistake], merged: Merged
) -> list[Mistake]:
    """Something new and incomplete in an overlay is a change of what does not exist."""
    kept, replaced = [], {}
    added = dict.fromkeys(merged.added)
    incomplete = {
        path for m in mistakes if m.incomplete and (path := _outermost(m.path, added)) is not None
    }
    for m in mistakes:
        path = _outermost(m.path, added)
        if path in incomplete and path is not None:
            replaced[path] = _does_not_exist(draft, path)
        else:
            kept.append(m)
    return [*(m for m in kept if not _is_beside(m, replaced)), *replaced.values()]


def _is_beside(mistake: Mistake, replaced: Iterable[Path]) -> bool:
    """Whether a choice has one key too many because of one that does not exist in the base."""
    return mistake.on_key and any(
        path[:-1] == mistake.path and path[-1] in mistake.allowed for path in replaced
    )


def _outermost(path: Path, added: dict[Path, None]) -> Path | None:
    """The added path that a mistake is at or below."""
    if not added:
        return None
    return next((path[:n] for n in range(1, len(path) + 1) if path[:n] in added), None)


def _does_not_exist(draft: Draft, path: Path) -> Mistake:
    """The overlay changes a part of something that the base lacks."""
    siblings = [name for name in draft.names(*map(str, path[:-1])) if name != path[-1]]
    close = nearest(str(path[-1]), siblings)
    message = "does not exist in the base, and is not complete enough to be new"
    return Mistake(path, message, str(path[-1]), tuple(siblings), close, on_key=True)


def _unknown_variables(filling: Filling, known: list[str]) -> list[Mistake]:
    """References to variables that are not there."""
    return [
        Mistake(
            path,
            f"there is no variable {name!r}" + _known(name, known),
            name,
            tuple(known),
            nearest(name, known),
        )
        for path, name in filling.unknown
    ]


def _known(name: str, known: list[str]) -> str:
    """The variables there are, when none is near."""
    if nearest(name, known):
        return ""
    return f"; there are {', '.join(known[:10])}" if known else "; none is defined"


def _unused(draft: Draft, how: Derivation) -> list[Mistake]:
    """What an overlay adds and nothing uses, where all of it is optional: a misspelt override."""
    used: dict[Path, set[str]] = {
        ("variables",): how.filling.used,
        ("templates",): how.expansion.used,
        **{DEFINED[kind]: set() for kind in _OPTIONAL},
    }
    for named in draft.declared.references if how.merged.added else ():
        for kind in _OPTIONAL.intersection(named.kinds):
            used[DEFINED[kind]].add(named.name)
    mistakes = []
    for path in how.merged.added:
        if path[:-1] in used and path[-1] not in used[path[:-1]]:
            siblings = [name for name in draft.names(*map(str, path[:-1])) if name != path[-1]]
            mistakes.append(
                Mistake(
                    path,
                    "does not exist in the base, and nothing uses it",
                    str(path[-1]),
                    tuple(siblings),
                    nearest(str(path[-1]), siblings),
                    on_key=True,
                )
            )
    return mistakes

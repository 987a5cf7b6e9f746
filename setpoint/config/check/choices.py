"""Sections of which exactly one key must be set, as their models declare it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.model.section import fields_by_key
from setpoint.config.nearest import nearest
from setpoint.config.validation.draft import Mistake
from setpoint.config.validation.sentences import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.declarations import Choice
    from setpoint.config.validation import Draft


def check(draft: Draft) -> Iterator[Mistake]:
    """Sections with none or several of the keys."""
    for choice in draft.declared.choices:
        given = [key for key in choice.one_of.keys if key in choice.data]
        if given:
            yield _several(choice, given)
        elif not _misspelt(choice):
            yield _none(choice)


def _misspelt(choice: Choice) -> bool:
    """Whether an unknown key, which is told by itself, is meant to be one of the keys."""
    known, keys = fields_by_key(choice.section), choice.one_of.keys
    unknown = [key for key in choice.data if key not in known]
    return any(known.keys() == set(keys) or nearest(key, known) in keys for key in unknown)


def _none(choice: Choice) -> Mistake:
    one_of = choice.one_of
    message = one_of.none or f"has no {one_of.thing}; write {alternatives(one_of.keys)}"
    path = (*choice.path, one_of.none_at) if one_of.none_at else choice.path
    on_key = not one_of.none_at
    return Mistake(path, message, allowed=one_of.keys, on_key=on_key, incomplete=True)


def _several(choice: Choice, given: list[str]) -> Mistake:
    one_of, listed = choice.one_of, " and ".join(given)
    message = one_of.several.format(given=listed)
    if not message:
        message = f"has {len(given)} {one_of.thing}s ({listed}); keep one"
    path = (*choice.path, one_of.several_at) if one_of.several_at else choice.path
    return Mistake(path, message, allowed=one_of.keys, on_key=True)

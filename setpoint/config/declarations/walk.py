"""One walk over plain data, guided by the models: every reference, every choice made wrong.

The data may be invalid anywhere; what isn't of the kind that the models want is passed by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from setpoint.config.declarations.plan import plan_of

if TYPE_CHECKING:
    from setpoint.config.declarations.plan import Node, Plan
    from setpoint.config.model.one_of import OneOf
    from setpoint.config.model.section import Section
    from setpoint.config.path import Path


class Named(NamedTuple):
    """A reference in the data: the thing is of one of the kinds, or the name is a word."""

    path: Path
    kinds: tuple[str, ...]
    name: str
    words: tuple[str, ...]
    on_key: bool


class Choice(NamedTuple):
    """A section that sets none or several of the keys of which it has one."""

    path: Path
    section: type[Section]
    one_of: OneOf
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unread:
    """Data in the place of a section that can't be made of it: its references count alone."""

    data: Any


@dataclass(slots=True)
class Collected:
    """What a walk collects, in the order of the models and the data."""

    references: list[Named] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


def walk(data: Any, section: type[Section]) -> Collected:
    """Everything below data that is to become a section."""
    collected = Collected()
    plan = plan_of(section)
    if type(data) is dict:
        _section(data, plan, (), collected)
    return collected


def _section(data: dict[str, Any], plan: Plan, at: Path, collected: Collected) -> None:
    choice = plan.choice
    if choice is not None and sum(key in data for key in choice.keys) != 1:
        collected.choices.append(Choice(at, plan.section, choice, data))
    for key, node in plan.keys.items():
        if key in data:
            value = data[key]
            if type(value) is not str:
                _below(value, node, (*at, key), collected)
            elif (reference := node.reference) is not None:
                kinds = reference.kinds_beside(data) if reference.told_by else reference.kinds
                named = Named((*at, key), kinds, value, reference.words, on_key=False)
                collected.references.append(named)


def _below(value: Any, node: Node, at: Path, collected: Collected) -> None:
    """A value that is no text."""
    if type(value) is dict:
        if node.section is not None:
            _section(value, node.section, at, collected)
        elif node.entries is not None or node.keys is not None:
            _entries(value, node, at, collected)
    elif type(value) is list:
        if node.items is not None:
            _items(value, node.items, at, collected)
    elif type(value) is Unread and node.section is not None and type(value.data) is dict:
        unread = Collected()
        _section(value.data, node.section, at, unread)
        collected.references += unread.references


def _entries(value: dict[str, Any], node: Node, at: Path, collected: Collected) -> None:
    keys, below = node.keys, node.entries
    for key, entry in value.items():
        if keys is not None:
            collected.references.append(Named((*at, key), keys.kinds, key, keys.words, on_key=True))
        if below is not None:
            _value(entry, below, (*at, key), collected)


def _items(value: list[Any], node: Node, at: Path, collected: Collected) -> None:
    for index, item in enumerate(value):
        _value(item, node, (*at, index), collected)


def _value(value: Any, node: Node, at: Path, collected: Collected) -> None:
    reference = node.reference
    if type(value) is not str:
        _below(value, node, at, collected)
    elif reference is not None:
        collected.references.append(
            Named(at, reference.kinds, value, reference.words, on_key=False)
        )

"""Where a section may have references and choices below it: read once from the models' types.

Keys below which there is neither are left out, so that a walk passes by most of a config.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ForwardRef,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from setpoint.config.model.section import Section, fields_by_key
from setpoint.config.model.types.reference import Reference

if TYPE_CHECKING:
    from setpoint.config.model.one_of import OneOf


@dataclass(slots=True)
class Node:
    """What a value may be, by its kind.

    Attributes:
        reference: A text that names something.
        section: A mapping with keys of its own.
        keys: Names of a mapping that name something.
        entries: Each value of a mapping by names.
        items: Each item of a list.
    """

    reference: Reference | None = None
    section: Plan | None = None
    keys: Reference | None = None
    entries: Node | None = None
    items: Node | None = None

    @property
    def bears(self) -> bool:
        """Whether there is anything at it or below it."""
        below = (self.section, self.entries, self.items)
        named = (self.reference, self.keys)
        return any(each is not None for each in named) or any(each and each.bears for each in below)


@dataclass(slots=True)
class Plan:
    """A section.

    Attributes:
        choice: Its keys of which exactly one must be set, written out.
        keys: The keys at or below which there is something.
        bears: Whether there is anything in it.
    """

    section: type[Section]
    choice: OneOf | None
    keys: dict[str, Node] = field(default_factory=dict)
    bears: bool = False


@cache
def plan_of(section: type[Section]) -> Plan:
    """The plan of a section and of all that may stand below it."""
    known: dict[type[Section], Plan] = {}
    top = _read(section, known)
    plans = list(known.values())
    while any(_learn(plan) for plan in plans):
        pass
    for plan in plans:
        plan.keys = {key: _pruned(node) for key, node in plan.keys.items() if node.bears}
    return top


def choice_of(section: type[Section]) -> OneOf | None:
    """A section's choice with its keys written out, None if it has none."""
    declared = section.one_of
    if declared is None or declared.keys:
        return declared
    return replace(declared, keys=tuple(fields_by_key(section)))


def _learn(plan: Plan) -> bool:
    """Whether a plan turns out to have something in it."""
    before = plan.bears
    plan.bears = plan.choice is not None or any(node.bears for node in plan.keys.values())
    return plan.bears and not before


def _read(section: type[Section], known: dict[type[Section], Plan]) -> Plan:
    """The plan of a section, with all keys."""
    if section not in known:
        plan = known[section] = Plan(section, choice_of(section))
        for key, hint in _hints(section).items():
            plan.keys[key] = Node()
            _add(hint, plan.keys[key], known)
    return known[section]


def _hints(section: type[Section]) -> dict[str, Any]:
    """The types of a section's fields, by key."""
    fields = fields_by_key(section)
    hints = {key: field.rebuild_annotation() for key, field in fields.items()}
    if not any(_is_open(hint) for hint in hints.values()):
        return hints
    resolved = get_type_hints(section, include_extras=True)
    return {key: resolved[name] for key, name in zip(fields, section.model_fields, strict=True)}


def _is_open(hint: Any) -> bool:
    """Whether a type names a section that is defined after it."""
    return isinstance(hint, ForwardRef) or any(_is_open(part) for part in get_args(hint))


def _add(hint: Any, node: Node, known: dict[type[Section], Plan]) -> None:
    """Add what a type may be to a node."""
    if isinstance(hint, type) and issubclass(hint, Section):
        node.section = _read(hint, known)
        return
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        node.reference = node.reference or _reference(hint)
        _add(parts[0], node, known)
    elif origin in {Union, UnionType}:
        for part in parts:
            _add(part, node, known)
    elif origin is tuple and parts:
        node.items = node.items or Node()
        _add(parts[0], node.items, known)
    elif origin is dict:
        node.keys = _reference(parts[0])
        node.entries = node.entries or Node()
        _add(parts[1], node.entries, known)


def _reference(hint: Any) -> Reference | None:
    marks = getattr(hint, "__metadata__", ())
    return next((mark for mark in marks if isinstance(mark, Reference)), None)


def _pruned(node: Node) -> Node:
    """A node without what has nothing below it."""
    return Node(
        node.reference,
        node.section if node.section is not None and node.section.bears else None,
        node.keys,
        _pruned(node.entries) if node.entries is not None and node.entries.bears else None,
        _pruned(node.items) if node.items is not None and node.items.bears else None,
    )

"""Whether two values of an input mean the same, and what changed between state and program.

As the official plugin does, the state is compared with the program, not the last program with
this one: a value that AWS has and the program doesn't give is a change, unless it is computed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from providers.plugin import UNKNOWN, PropertyDiffKind, has_unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sandbox.plugins.aws.fields import Field

Change = tuple[tuple[str, ...], PropertyDiffKind]


def changes(
    fields: Mapping[str, Field], state: Mapping[str, Any], program: Mapping[str, Any]
) -> Iterator[Change]:
    """Yield the paths that differ, an object's members one by one."""
    for name, field in fields.items():
        old, new = state.get(name), program.get(name)
        if field.computed and new is None:
            continue
        if field.kind == "object" and isinstance(old, dict) and isinstance(new, dict):
            for path, kind in changes(field.members or {}, old, new):
                yield (name, *path), kind
        elif new is UNKNOWN or has_unknown(new) or not same(field, old, new):
            yield (name,), _kind(old, new)


def same(field: Field, old: Any, new: Any) -> bool:
    """Whether two values of a field mean the same."""
    return bool(_canonical(field, old) == _canonical(field, new))


def _canonical(field: Field, value: Any) -> Any:
    if value in (None, "", [], {}) or (value is False and field.default is not True):
        return None
    if field.kind == "json":
        return _canonical_json(value)
    if field.kind == "map":
        return {key: item for key, item in value.items() if item is not None} or None
    if field.kind == "object":
        return _canonical_object(field, value)
    if field.kind in ("list", "set"):
        return _canonical_items(field, value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _canonical_items(field: Field, value: list[Any]) -> Any:
    items = [_canonical_object(field, item) if field.members else item for item in value]
    if field.kind == "set":
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True, default=str))
    return items


def _canonical_object(field: Field, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    members = field.members or {}
    full = {name: value.get(name, member.default) for name, member in members.items()}
    return {name: _canonical(members[name], item) for name, item in full.items()}


def _canonical_json(text: str) -> Any:
    try:
        return _without_single_lists(json.loads(text))
    except ValueError:
        return text


def _without_single_lists(document: Any) -> Any:
    """Make a list of one item and the item the same, as IAM policies mean them."""
    if isinstance(document, dict):
        return {key: _without_single_lists(item) for key, item in document.items()}
    if isinstance(document, list):
        items = [_without_single_lists(item) for item in document]
        return items[0] if len(items) == 1 else items
    return document


def _kind(old: Any, new: Any) -> PropertyDiffKind:
    if old in (None, "", [], {}):
        return PropertyDiffKind.ADD
    return PropertyDiffKind.DELETE if new is None else PropertyDiffKind.UPDATE

"""What differs between a resource's state and its program, by the rules of Terraform.

The state is compared with the program, not the last program with this one: a value that the vendor
has and the program doesn't give is a change, unless it is computed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from providers.plugin import has_unknown
from sandbox.plugins.fields import is_empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.fields import Field

    Fields = Mapping[str, Field]


def comparable(
    fields: Fields, state: Props, program: Props, *, framework: bool = False
) -> tuple[Props, Props]:
    """Return state and program with what means the same written in the same way.

    Args:
        fields: The inputs, all that is compared.
        state: The last outputs.
        program: The checked inputs.
        framework: Whether the published type is of Terraform's newer framework, to which an empty
            value is another than none.
    """
    olds, news = {}, {}
    for name, field in fields.items():
        old, new = state.get(name), program.get(name)
        if field.output or (new is None and field.computed):
            continue
        olds[name], news[name] = _pair(field, old, new, framework=framework)
    return olds, news


def same(field: Field, old: Any, new: Any) -> bool:
    """Whether two values of a field mean the same."""
    if has_unknown(new):
        return False
    one, other = _pair(field, old, new, framework=False)
    return bool(one == other)


def _pair(field: Field, old: Any, new: Any, *, framework: bool) -> tuple[Any, Any]:
    old, new = (field.default if value is None else value for value in (old, new))
    if not framework and _means_nothing(field, old) and _means_nothing(field, new):
        return None, None
    if field.members and isinstance(old, dict) and isinstance(new, dict):
        return comparable(field.members, old, new, framework=framework)
    if field.kind == "set":
        return _ordered(field, old, new)
    if field.kind == "list" and field.members and isinstance(old, list) and isinstance(new, list):
        return _listed(field.members, old, new, framework=framework)
    return _plain(field, old), _plain(field, new)


def _means_nothing(field: Field, value: Any) -> bool:
    return is_empty(value) and not (value is False and field.default is True)


def _listed(
    members: Fields, old: list[Any], new: list[Any], *, framework: bool
) -> tuple[list[Any], list[Any]]:
    olds, news = list(old), list(new)
    for index, (one, other) in enumerate(zip(old, new, strict=False)):
        if isinstance(one, dict) and isinstance(other, dict):
            olds[index], news[index] = comparable(members, one, other, framework=framework)
    return olds, news


def _ordered(field: Field, old: Any, new: Any) -> tuple[Any, Any]:
    """Put sets into one order; what isn't known yet has no place in it."""
    if not isinstance(old, list) or not isinstance(new, list) or has_unknown(new):
        return old, new
    return _sorted(field, old), _sorted(field, new)


def _sorted(field: Field, items: list[Any]) -> list[Any]:
    if field.members:
        items = [comparable(field.members, item, item)[1] for item in items]
    return sorted(items, key=lambda item: json.dumps(item, sort_keys=True, default=str))


def _plain(field: Field, value: Any) -> Any:
    if field.kind == "json" and isinstance(value, str):
        return _canonical_json(value)
    if field.kind == "map" and isinstance(value, dict):
        return {key: item for key, item in value.items() if item is not None}
    return value


def _canonical_json(text: str) -> Any:
    try:
        return json.dumps(_without_single_lists(json.loads(text)), sort_keys=True)
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

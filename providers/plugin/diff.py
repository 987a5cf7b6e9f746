"""What changed between two sets of inputs, property by property.

Lists are compared by position; a resource whose lists are sets puts them into one fixed order in
its check. Members that are null count as absent, members whose names begin with `__` as private.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from providers.plugin.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from providers.plugin.values import Props

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


class PropertyDiffKind(Enum):
    """What became of one property; the names are the protocol's own."""

    ADD = "ADD"
    ADD_REPLACE = "ADD_REPLACE"
    DELETE = "DELETE"
    DELETE_REPLACE = "DELETE_REPLACE"
    UPDATE = "UPDATE"
    UPDATE_REPLACE = "UPDATE_REPLACE"

    def replacing(self) -> PropertyDiffKind:
        """The kind that says the same change needs a new resource."""
        return self if self.name.endswith("_REPLACE") else PropertyDiffKind[f"{self.name}_REPLACE"]


@dataclass(frozen=True)
class DiffResult:
    """The answer to a diff.

    `replaces` names the properties that need a new resource; `detailed` maps paths as Pulumi
    writes them (`filters[0].type`) to kinds.
    """

    changes: bool
    replaces: list[str] = field(default_factory=list)
    detailed: dict[str, PropertyDiffKind] = field(default_factory=dict)
    delete_before_replace: bool = False


def diff_inputs(
    olds: Props,
    news: Props,
    *,
    replace_on: AbstractSet[str] = frozenset(),
    ignore: AbstractSet[str] = frozenset(),
    delete_before_replace: bool = False,
) -> DiffResult:
    """Compare two sets of inputs.

    Args:
        olds: The inputs of the last operation.
        news: The inputs after check.
        replace_on: Properties, `name` or `name.member`, whose change needs a new resource.
        ignore: Properties at the top that are not compared.
        delete_before_replace: Whether the old resource must go before the new one is made.
    """
    detailed: dict[str, PropertyDiffKind] = {}
    replaces: list[str] = []
    for path, kind in _changes(_kept(olds, ignore), _kept(news, ignore), ()):
        forced = _forcing(path, replace_on)
        detailed[render_path(path)] = kind.replacing() if forced else kind
        if forced and forced not in replaces:
            replaces.append(forced)
    return DiffResult(
        changes=bool(detailed),
        replaces=replaces,
        detailed=detailed,
        delete_before_replace=delete_before_replace and bool(replaces),
    )


def render_path(path: tuple[str | int, ...]) -> str:
    """A path as Pulumi prints it: `a.b[0]`, with names that are no identifiers quoted."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _IDENTIFIER.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(step)}]"
    return text


def _kept(props: Props, ignore: AbstractSet[str]) -> Props:
    return {key: value for key, value in props.items() if key not in ignore}


def _changes(
    old: Any, new: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], PropertyDiffKind]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*_members(old), *_members(new)}):
            yield from _changes(old.get(key), new.get(key), (*path, key))
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            yield from _changes(_at(old, index), _at(new, index), (*path, index))
    elif new is UNKNOWN or not _same(old, new):
        yield path, _kind(old, new)


def _members(props: Props) -> Iterator[str]:
    return (key for key in props if not key.startswith("__"))


def _at(items: list[Any], index: int) -> Any:
    return items[index] if index < len(items) else None


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, bool) is not isinstance(new, bool):
        return False
    return bool(old == new)


def _kind(old: Any, new: Any) -> PropertyDiffKind:
    if old is None:
        return PropertyDiffKind.ADD
    return PropertyDiffKind.DELETE if new is None else PropertyDiffKind.UPDATE


def _forcing(path: tuple[str | int, ...], replace_on: AbstractSet[str]) -> str | None:
    names = [step for step in path if isinstance(step, str)]
    prefixes = (".".join(names[: end + 1]) for end in range(len(names)))
    return next((prefix for prefix in prefixes if prefix in replace_on), None)

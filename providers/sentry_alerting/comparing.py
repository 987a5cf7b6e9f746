"""Inputs compared by their declaration: sets without regard to order, Sentry's additions ignored.

`align` puts the lists of one value into the order of another, so that a structural diff then sees
only what really differs. `reconcile` gives what was read in the words of what was wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.plugin import UNKNOWN
from providers.sentry_alerting.declare import (
    Many,
    Property,
    Record,
    Reference,
    Type,
    Variants,
    variants_of,
)

if TYPE_CHECKING:
    from providers.plugin import Props


_PERHAPS = 0.5  # how much a value not known yet is like any other
_EXCUSED = 0.99  # a difference that is no change still makes the truly equal one the better match


def align(kind: Type, value: Any, pattern: Any) -> Any:
    """`value` with its sets in the order of those of `pattern`, what is left over at the end."""
    match kind:
        case Many() if isinstance(value, list) and isinstance(pattern, list):
            return _align_list(kind, value, pattern)
        case Record() | Variants() | Reference() if _objects(value, pattern):
            return _align_object(_record_of(kind, value), value, pattern)
    return value


def _align_object(record: Record | None, value: Props, pattern: Props) -> Props:
    if record is None:
        return value
    types = {one.name: one.type for one in record.properties}
    return {
        key: align(types[key], item, pattern.get(key)) if key in types else item
        for key, item in value.items()
    }


def _align_list(kind: Many, value: list[Any], pattern: list[Any]) -> list[Any]:
    if kind.ordered:
        pairs = zip(value, [*pattern, *[None] * len(value)], strict=False)
        return [align(kind.of, item, like) for item, like in pairs]
    left = list(value)
    chosen: list[Any] = [None] * len(pattern)
    for index in _closest_first(kind.of, pattern, left):
        if not left:
            break
        best = max(left, key=lambda item: likeness(kind.of, item, pattern[index]))
        left.remove(best)
        chosen[index] = align(kind.of, best, pattern[index])
    return [item for item in chosen if item is not None] + left


def _closest_first(kind: Type, pattern: list[Any], left: list[Any]) -> list[int]:
    """The pattern's positions; those with an exact counterpart choose first."""
    scores = [max((likeness(kind, item, like) for item in left), default=0.0) for like in pattern]
    return sorted(range(len(pattern)), key=lambda index: -scores[index])


def likeness(kind: Type, one: Any, other: Any) -> float:
    """How alike two values are: 1 for equal ones, 0 for those that share nothing."""
    if one is UNKNOWN or other is UNKNOWN:
        return _PERHAPS
    match kind:
        case Many() if isinstance(one, list) and isinstance(other, list):
            return _list_likeness(kind, one, other)
        case Record() | Variants() | Reference() if _objects(one, other):
            return _object_likeness(kind, one, other)
    return 1.0 if one == other else 0.0


def _list_likeness(kind: Many, one: list[Any], other: list[Any]) -> float:
    longest = max(len(one), len(other))
    if not longest:
        return 1.0
    ordered = align(kind, one, other)
    pairs = zip(ordered, other, strict=False)
    return sum(likeness(kind.of, item, like) for item, like in pairs) / longest


def _object_likeness(kind: Type, one: Props, other: Props) -> float:
    record = _record_of(kind, one)
    tag = _tag(kind)
    if record is None or (tag and one.get(tag) != other.get(tag)):
        return 0.0
    same = sum(_member_likeness(item, one, other) for item in record.properties)
    # Two objects of one kind are more alike than two of different kinds, whatever they hold.
    return (same + 0.1) / (len(record.properties) + 0.1)


def _member_likeness(declared: Property, one: Props, other: Props) -> float:
    if _may_differ(declared, one, other):
        return _EXCUSED
    return likeness(
        declared.type,
        bare(declared, one.get(declared.name)),
        bare(declared, other.get(declared.name)),
    )


def _may_differ(declared: Property, one: Props, other: Props) -> bool:
    loose = declared.server_fills or declared.unanswered
    return loose and (one.get(declared.name) is None) != (other.get(declared.name) is None)


def comparable(kind: Type, old: Any, new: Any) -> tuple[Any, Any]:
    """Two values for a structural diff: aligned, and without what makes no difference."""
    return _pair(kind, align(kind, old, new), new)


def _pair(kind: Type, old: Any, new: Any) -> tuple[Any, Any]:
    match kind:
        case Many() if isinstance(old, list) and isinstance(new, list):
            pairs = [_pair(kind.of, a, b) for a, b in zip(old, new, strict=False)]
            shared = len(pairs)
            return [a for a, _ in pairs] + old[shared:], [b for _, b in pairs] + new[shared:]
        case Record() | Variants() | Reference() if _objects(old, new):
            return _pair_objects(_record_of(kind, new), old, new)
    return old, new


def _pair_objects(record: Record | None, old: Props, new: Props) -> tuple[Props, Props]:
    if record is None:
        return old, new
    olds, news = dict(old), dict(new)
    for declared in record.properties:
        name = declared.name
        before, after = _effective(declared, old), _effective(declared, new)
        if before == after or _excused(declared, before, after):
            olds.pop(name, None)
            news.pop(name, None)
        elif before is not None and after is not None:
            olds[name], news[name] = _pair(declared.type, before, after)
    return olds, news


def _effective(declared: Property, holder: Props) -> Any:
    """A member as it counts: its default where it is left out."""
    value = holder.get(declared.name)
    return declared.default if value is None else bare(declared, value)


def _excused(declared: Property, before: Any, after: Any) -> bool:
    if declared.server_fills and after is None:
        return True
    return declared.unanswered and None in (before, after)


def reconcile(kind: Type, wanted: Any, found: Any) -> Any:
    """What was read, in the words of what was wanted wherever the two mean the same."""
    found = align(kind, found, wanted)
    match kind:
        case Many() if isinstance(wanted, list) and isinstance(found, list):
            likes = [*wanted, *[None] * len(found)]
            return [
                reconcile(kind.of, like, item) for item, like in zip(found, likes, strict=False)
            ]
        case Record() | Variants() | Reference() if _objects(wanted, found):
            record = _record_of(kind, found)
            return found if record is None else _reconcile_object(record, wanted, found)
    return found


def _reconcile_object(record: Record, wanted: Props, found: Props) -> Props:
    result = dict(found)
    for declared in record.properties:
        name = declared.name
        like, item = wanted.get(name), found.get(name)
        if declared.server_fills and like is None:
            result.pop(name, None)
        elif item is None:
            if declared.unanswered and like is not None:
                result[name] = like
        elif bare(declared, like) == bare(declared, item):
            result[name] = like
        else:
            result[name] = reconcile(declared.type, like, item)
    return result


def bare(declared: Property, value: Any) -> Any:
    """A value without the prefix that makes no difference."""
    if declared.ignored_prefix and isinstance(value, str):
        return value.removeprefix(declared.ignored_prefix)
    return value


def _objects(one: Any, other: Any) -> bool:
    return isinstance(one, dict) and isinstance(other, dict)


def _record_of(kind: Type, value: Props) -> Record | None:
    if isinstance(kind, Record):
        return kind
    if isinstance(kind, Variants | Reference):
        kinds = variants_of(kind)
        variant = kinds.find(value.get(kinds.tag))
        return variant.record if variant else None
    return None


def _tag(kind: Type) -> str:
    return variants_of(kind).tag if isinstance(kind, Variants | Reference) else ""

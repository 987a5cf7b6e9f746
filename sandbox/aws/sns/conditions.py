"""Condition blocks of policies, as far as the policies of topics use them.

Source: IAM user guide, "JSON policy elements: Condition operators".
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_IF_EXISTS = "IfExists"
_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "ArnEquals": fnmatchcase,
    "ArnLike": fnmatchcase,
    "Bool": lambda value, wanted: value == wanted.lower(),
    "StringEquals": lambda value, wanted: value == wanted,
    "StringEqualsIgnoreCase": lambda value, wanted: value.lower() == wanted.lower(),
    "StringLike": fnmatchcase,
}
_NEGATED = {
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "StringNotEquals": "StringEquals",
    "StringNotLike": "StringLike",
}


def conditions_hold(block: Mapping[str, Mapping[str, Any]], request: Mapping[str, str]) -> bool:
    """Whether every condition holds; `request` has its keys in lower case.

    An operator that isn't known doesn't hold: it neither allows nor denies.
    """
    return all(
        _holds(operator, request.get(key.lower()), wanted)
        for operator, keys in block.items()
        for key, wanted in keys.items()
    )


def _holds(operator: str, value: str | None, wanted: Any) -> bool:
    name = operator.removesuffix(_IF_EXISTS)
    if value is None:
        return operator.endswith(_IF_EXISTS) or name in _NEGATED
    options = [_text(item) for item in (wanted if isinstance(wanted, list) else [wanted])]
    if name in _NEGATED:
        return not any(_OPERATORS[_NEGATED[name]](value, option) for option in options)
    compare = _OPERATORS.get(name)
    return compare is not None and any(compare(value, option) for option in options)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

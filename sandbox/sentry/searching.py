"""The search text and the order of lists: `type:error name:api "checkout slow"`.

A term is `field:value`, `!field:value` or a word that the name must hold; all must be met.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sandbox.sentry.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sandbox.sentry.account import Row

_TERM = re.compile(r'(!?)(?:(\w+):)?(?:"([^"]*)"|(\S+))')


def is_match(query: str, values: Mapping[str, str]) -> bool:
    """Whether an object with these values, by field, meets a search text.

    A `name` is met by a part of it, any other field by the whole value; a value in brackets
    lists alternatives, as in `type:[error,metric_issue]`.

    Raises:
        ApiError: 400, the text asks for a field that can't be searched.
    """
    for negation, field, quoted, word in _TERM.findall(query):
        name = field or "name"
        if name not in values:
            raise bad_request(f"Invalid key for this search: {name}")
        if _is_met(name, quoted or word, values[name]) == bool(negation):
            return False
    return True


def ordered(
    rows: Sequence[Row], sort_by: str | None, keys: Mapping[str, Callable[[Row], Any]]
) -> list[Row]:
    """Sort by a key of `sortBy`, descending with a `-` before it; by id without one.

    Raises:
        ApiError: 400, no such key.
    """
    name = (sort_by or "id").removeprefix("-")
    if name not in keys:
        raise bad_request(f"Invalid sort key: {name}")
    return sorted(rows, key=keys[name], reverse=(sort_by or "").startswith("-"))


def _is_met(field: str, wanted: str, value: str) -> bool:
    wanted, value = wanted.lower(), value.lower()
    if field == "name":
        return wanted in value
    if wanted.startswith("[") and wanted.endswith("]"):
        return value in [one.strip() for one in wanted[1:-1].split(",")]
    return wanted == value

"""With which dimensions a metric is published, and what their values look like."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from setpoint.metrics.table import facts, known_namespace

if TYPE_CHECKING:
    from collections.abc import Collection

_SEGMENT: Final = re.compile("NAME|ID")
_FORMS: Final = {
    "ANY": ".*",
    "ARN": "arn:.+",
    "NAME": r"(?!arn:)(?!\w+://).+",
    "IDENTIFIER": "[A-Za-z0-9-]+",
    "WORD": "[A-Za-z0-9_-]+",
    "QUEUE": r"[A-Za-z0-9_-]+(?:\.fifo)?",
    "FUNCTION": "[A-Za-z0-9_.-]+",
    "ACCOUNT": "[0-9]{12}",
    "NODE": "[0-9]{4}",
}


def dimension_sets(namespace: str, name: str) -> tuple[frozenset[str], ...]:
    """Return the sets of dimensions a metric is published with; none where nobody lists them."""
    found, space = facts(namespace, name), known_namespace(namespace)
    own = found.sets if found else None
    return own if own is not None else (space.sets if space else ())


def nearest_set(given: Collection[str], sets: Collection[frozenset[str]]) -> frozenset[str] | None:
    """Return the set that needs the fewest changes; None where `given` is one of them.

    What is given is sooner meant than not, so that what lacks is added before it is left out.
    """
    names = frozenset(given)
    if names in sets:
        return None

    def cost(each: frozenset[str]) -> tuple[int, int, list[str]]:
        return len(each ^ names), len(names - each), sorted(each)

    return min(sets, key=cost, default=None)


def told_sets(sets: Collection[frozenset[str]]) -> str:
    """Return sets of dimensions in words, the smallest first."""
    told = (" and ".join(sorted(each)) for each in sorted(sets, key=lambda s: (len(s), sorted(s))))
    return "with " + ", or with ".join(each or "none" for each in told)


def dimension_form(namespace: str, dimension: str) -> str | None:
    """Return what the values of a dimension look like, None where nobody knows it."""
    found = known_namespace(namespace)
    return found.dimensions.get(dimension) if found else None


def fits_form(value: str, form: str) -> bool:
    """Whether a dimension's value has the form."""
    return _pattern(form).fullmatch(value) is not None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    if form in _FORMS:
        return re.compile(_FORMS[form])
    return re.compile(_SEGMENT.sub("[^/:]+", re.escape(form)))

"""The name somebody probably meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from setpoint.metrics import known_namespace, meant

if TYPE_CHECKING:
    from collections.abc import Iterable

_CUTOFF = 0.6
_MOST = 2_000
_ABBREVIATION = 6  # letters that are enough to mean one name


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or the only one that it begins; None if there is none."""
    names = list(known)
    # Of a long list only names that could be close are compared: difflib is slow.
    candidates = [k for k in names if abs(len(k) - len(name)) <= max(3, len(name) // 2)]
    lowered = {candidate.lower(): candidate for candidate in sorted(candidates)[:_MOST]}
    found = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=_CUTOFF)
    return lowered[found[0]] if found else _only_longer(name, names)


def nearest_metric(namespace: str, name: str) -> str | None:
    """The metric of a namespace that is meant; of a list that may lack some, only a sure slip's."""
    known = known_namespace(namespace)
    if known is not None and known.complete:
        return nearest(name, known.metrics)
    return meant(namespace, name)


def _only_longer(name: str, known: list[str]) -> str | None:
    """The only known name that this one is the beginning of."""
    longer = [each for each in known if each.lower().startswith(name.lower())]
    return longer[0] if len(name) >= _ABBREVIATION and len(longer) == 1 else None

"""The name somebody probably meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CUTOFF = 0.6
_MOST = 2_000


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, None if none is much like it."""
    # Of a long list only names that could be close are compared: difflib is slow.
    candidates = [k for k in known if abs(len(k) - len(name)) <= max(3, len(name) // 2)]
    lowered = {candidate.lower(): candidate for candidate in sorted(candidates)[:_MOST]}
    found = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=_CUTOFF)
    return lowered[found[0]] if found else None

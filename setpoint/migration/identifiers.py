"""Ids for the config made of Sentry's names: lower-case words joined by hyphens, each once."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 56  # leaves room for a number within the 64 characters of an id
_OTHER = re.compile(r"[^a-z0-9]+")


def identifier(name: str, fallback: str) -> str:
    """An id that reads like the name; the fallback where nothing of the name can be kept."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", plain.lower()).strip("-")[:_LONGEST].strip("-") or fallback


class Identifiers:
    """Ids of one place, none given out twice."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def new(self, name: str, fallback: str) -> str:
        """A new id; a number follows where the name was there before."""
        wanted = identifier(name, fallback)
        found, number = wanted, 2
        while found in self._taken:
            found, number = f"{wanted}-{number}", number + 1
        self._taken.add(found)
        return found

"""The metric that somebody probably meant, where the list of a namespace's metrics may lack some.

AWS's names differ from one another by whole words (`ReadIOPS`, `WriteIOPS`), by what stands before
or behind a word (`HealthyHostCount`, `PutRecords.Bytes`), by numbers. A slip is what none of these
is: another case, a letter within one word, a name that ends early.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from setpoint.metrics.table import known_namespace

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SHORTEST: Final = 5
_ALIKE: Final = 0.85
_FEWEST: Final = 2


def meant(namespace: str, name: str) -> str | None:
    """Return the known metric that a name is surely a slip of; None for a known name."""
    found = known_namespace(namespace)
    if found is None or name in found.metrics:
        return None
    rules = [_other_case]
    if namespace.startswith("AWS/"):  # agents publish what they are configured to
        rules += [_other_letter, _ends_early]
    for is_slip in rules:
        likely = [known for known in found.metrics if is_slip(name, known)]
        if likely:
            return min(likely, key=len)
    return None


def _other_case(name: str, known: str) -> bool:
    return name.lower() == known.lower()


def _other_letter(name: str, known: str) -> bool:
    words, theirs = _WORD.findall(name), _WORD.findall(known)
    if len(words) != len(theirs):
        return False
    unlike = [pair for pair in zip(words, theirs, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and _alike(*unlike[0])


def _alike(one: str, other: str) -> bool:
    """Whether two words differ within, not in how they begin or end."""
    ends = one[:2] == other[:2] and one[-1] == other[-1]
    long = min(len(one), len(other)) >= _SHORTEST
    return ends and long and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _ends_early(name: str, known: str) -> bool:
    words = _WORD.findall(name)
    return len(words) >= _FEWEST and _WORD.findall(known)[: len(words)] == words

"""Series as text, in the notation of promtool's unit tests.

`5` is a value and `_` a missing one; `5x3` is 5 and three more of it, `0+10x5` is 0 and five
more in steps of 10, `_x3` is three missing ones.
Source: prometheus.io, "Unit testing for rules".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.replay.errors import ReplayError
from setpoint.replay.series import Series

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_MISSING = re.compile(r"_(?:x(?P<times>\d+))?")
_VALUES = re.compile(rf"(?P<first>-?{_NUMBER})(?:(?P<step>[-+]{_NUMBER})?x(?P<times>\d+))?")


def read_series(text: str, *, period: int = 60, start: int = 0) -> Series:
    """Read a series.

    Raises:
        ReplayError: A part of the text is none.
    """
    values = [value for word in text.split() for value in _values(word)]
    return Series(values, period, start)


def _values(word: str) -> Iterator[float | None]:
    if missing := _MISSING.fullmatch(word):
        yield from [None] * int(missing["times"] or 1)
        return
    found = _VALUES.fullmatch(word)
    if found is None:
        raise ReplayError(f"{word!r} is no part of a series; write 5, 5x3, 0+10x5, _ or _x3")
    first, step = float(found["first"]), float(found["step"] or 0)
    yield from (first + step * each for each in range(int(found["times"] or 0) + 1))

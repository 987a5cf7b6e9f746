"""Series as text."""

from __future__ import annotations

import pytest

from setpoint.replay import ReplayError, read_series


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5", [5]),
        ("0+10x5", [0, 10, 20, 30, 40, 50]),
        ("10-2.5x2", [10, 7.5, 5]),
        ("-2+4x3", [-2, 2, 6, 10]),
        ("1x3", [1, 1, 1, 1]),
        ("_", [None]),
        ("0 _x3 1e3", [0, None, None, None, 1000]),
        ("", []),
    ],
)
def test_a_series_is_read(text: str, values: list[float | None]) -> None:
    assert read_series(text).values == values


@pytest.mark.parametrize("text", ["a", "1x", "1+x3", "_x", "1+2", "nan", "1x-3"])
def test_what_is_no_series_is_refused(text: str) -> None:
    with pytest.raises(ReplayError, match="no part of a series"):
        read_series(text)

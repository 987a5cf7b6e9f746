from __future__ import annotations

import pytest

from setpoint.catalog.escalations import delays


@pytest.mark.parametrize(
    ("after", "wait", "expected"),
    [
        ((0, 15, 30, 60), None, (15, 15, 30, 30)),
        ((0, 15, 30, 60), 5, (15, 15, 30, 5)),
        ((0, 5), None, (5, 5)),
        ((0,), None, (30,)),
        ((0,), 10, (10,)),
    ],
)
def test_moments_after_the_start_become_delays_between_levels(
    after: tuple[int, ...], wait: int | None, expected: tuple[int, ...]
) -> None:
    assert delays(after, wait) == expected

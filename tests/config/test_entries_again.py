"""Entries that were read again are taken for the same only if they are written alike."""

from __future__ import annotations

from typing import Any

import pytest

from setpoint.config.validation.parser import DraftParser


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [("a", "a", True), ("a", "b", False), (True, 1, False), (1, 1.0, False), (["a"], ["a"], True)],
)
def test_only_what_is_written_alike_is_the_same(old: Any, new: Any, same: bool) -> None:
    parser = DraftParser()
    for each in (old, new):
        parser.parse({"people": {"ana": {"name": "Ana", "email": each}}})

    assert len(parser._alike["people", "ana"]) == (1 if same else 2)

"""A runbook's headings, as GitHub makes anchors of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.runbooks import sections, words

if TYPE_CHECKING:
    from pathlib import Path


def test_headings_have_anchors_and_are_no_words(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# The API is slow\n#\nnot a heading\n## What's up? ##\n#no heading\n###  C# and `x`!  \n"
    )
    assert sections(page) == {"the-api-is-slow", "whats-up", "c-and-x"}
    assert words(page) == 5

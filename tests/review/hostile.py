"""A change by a stranger who writes Markdown, HTML and commands into names and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.review import Review, review
from tests.review.changes_of_signals import LOGS
from tests.review.conftest import Prices, alert, project, sides, write

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    "<script>alert(1)</script> ![x](https://evil.example/x.png) @everyone #1 GH-1 | a | "
    "</details> **bold** `code` [link](javascript:x) <!-- x --> ::error::x %0A"
)


def hostile_review(folder: Path) -> Review:
    """Return its review, its files written below a folder."""

    def config(text: str) -> dict[str, object]:
        signal = {"cloudwatch_logs": {**LOGS["cloudwatch_logs"], "pattern": f'"{text}"'}}
        return project({"it": alert(signal, summary=text), "gone": alert(signal, summary="x")})

    old, new = config("ERROR"), config(HOSTILE)
    del new["services"]["shop"]["alerts"]["gone"]
    versions = (
        sides(write(folder / name, each, {"prod": {}}))
        for name, each in (("old", old), ("new", new))
    )
    return review(*versions, pricing=Prices())

"""The example of docs/review.md prints what the page says; its tables are whole."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.review import LossKind

if TYPE_CHECKING:
    import pytest

PAGE = Path(__file__).parents[2] / "docs" / "review.md"
POLICIES = PAGE.with_name("ci.md")


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found, f"docs/review.md has no block {name}"
    return found[1]


def test_the_example_prints_what_the_page_says(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    before = after = block("before")
    for line in block("edits").splitlines():
        old, _, new = line.replace("\\n", "\n").partition(" -> ")
        assert old in after
        after = after.replace(old, new, 1)
    for name, text in (("before", before), ("after", after)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "alerts.yaml").write_text(text)
        (folder / "Pulumi.yaml").write_text("name: acme\nruntime: python\n")
        (folder / "Pulumi.prod.yaml").write_text("config: {}\n")
    done = subprocess.run(
        (sys.executable, "-m", "setpoint", "diff", "before", "after"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "110"},
    )
    if request.config.getoption("--golden-update"):
        text = PAGE.read_text()
        PAGE.write_text(text.replace(f"<!-- output -->\n```text\n{block('output')}```",
                                     f"<!-- output -->\n```text\n{done.stdout}```"))  # fmt: skip

    assert done.stdout == block("output")


def test_the_page_names_every_loss() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \| [A-Z]", PAGE.read_text(), re.MULTILINE) == [
        kind.value for kind in LossKind
    ]


def test_the_page_of_policies_names_every_loss() -> None:
    (row,) = re.findall(r"^\| (`removed`, .*?) \|", POLICIES.read_text(), re.MULTILINE)

    assert re.findall(r"`([a-z-]+)`", row) == [kind.value for kind in LossKind]

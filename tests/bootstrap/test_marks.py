"""`make test-fast` leaves out what it says: the marks are set by what tests use."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.marks import HERE, SLOW, marks, rank

ROOT = HERE.parent
NOTHING = 5  # the code of a run that has no tests


def collected(expression: str, *paths: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", expression, *paths],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_runs_the_engine_is_marked_by_its_fixture() -> None:
    """Its own, or one that needs it; in a file with others only those that do."""
    of_the_engine = ("tests/e2e/test_faults.py", "tests/force/test_interruptions.py")
    left = collected("not engine", *of_the_engine)
    assert left.returncode == NOTHING, left.stdout

    mixed = collected("engine", "tests/providers/sentry_alerting/test_discovery.py")
    assert "test_the_engine_reads_and_accepts_its_schema" in mixed.stdout
    assert re.search(r"\d+/\d+ tests collected \(\d+ deselected\)", mixed.stdout)


def test_what_looks_at_pages_is_marked_by_its_fixture() -> None:
    left = collected("not browser", "tests/browser/test_hostile.py")
    assert left.returncode == NOTHING, left.stdout


def test_nobody_sets_by_hand_what_is_set_by_use() -> None:
    by_hand = re.compile(r"pytest\.mark\." + "(engine|browser|slow)")
    found = [
        str(path.relative_to(ROOT))
        for path in HERE.rglob("*.py")
        if by_hand.search(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("where", SLOW)
def test_what_is_slow_is_there(where: str) -> None:
    assert (HERE / where).exists()
    inside = HERE / where
    test = inside if inside.is_file() else next(inside.rglob("test_*.py"))
    assert marks(test, []) == {"slow"}


def test_the_longest_come_first() -> None:
    file = Path("cli/test_help.py")
    assert marks(HERE / file, ["tmp_path"]) == set()
    assert marks(HERE / file, ["engine", "tmp_path"]) == {"engine"}
    assert rank({"engine", "slow"}) == rank({"engine"}) < rank({"slow"}) < rank(set())

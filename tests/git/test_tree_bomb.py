"""A kilobyte of trees that stands for millions of files is refused, soon and in little memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from setpoint.git import GitError, open_repository
from tests.git.conftest import git

if TYPE_CHECKING:
    from pathlib import Path

MEMORY, SECONDS = 1_500_000_000, 300


def stored(repository: Path, listing: str) -> str:
    """A tree of one listing, by its id."""
    done = subprocess.run(
        ("git", "-C", str(repository.parent), "mktree"),
        input=listing, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def bomb(repository: Path, name: str, levels: int = 7) -> None:
    """Commit a branch `bomb` with 10 to the power of `levels` files in the project's folder."""
    blob = git(repository, "rev-parse", "main:infra/alerts.yaml")
    inner = stored(repository, "".join(f"100644 blob {blob}\t{n}{name}\n" for n in range(10)))
    for _ in range(levels - 1):
        inner = stored(repository, "".join(f"040000 tree {inner}\t{n}\n" for n in range(10)))
    project = git(repository.parent, "ls-tree", "main:infra") + f"\n040000 tree {inner}\tdata\n"
    tree = stored(repository, f"040000 tree {stored(repository, project)}\tinfra\n")
    commit = git(repository, "commit-tree", "-m", "bomb", tree)
    git(repository, "branch", "bomb", commit)


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.parametrize("name", ["", ".md"])
@pytest.mark.parametrize("arguments", [("bomb",), ("main", "bomb")])
def test_diff_ends(repository: Path, arguments: tuple[str, ...], name: str) -> None:
    bomb(repository, name)

    done = subprocess.run(
        (sys.executable, "-P", "-m", "setpoint", "diff", *arguments),
        cwd=repository, capture_output=True, text=True, check=False, preexec_fn=limited,
        timeout=SECONDS,
    )  # fmt: skip

    assert done.returncode == 2, done.stderr
    assert "more files or larger ones than a project may have" in done.stderr


def test_a_smaller_one_writes_no_flood_of_files(repository: Path) -> None:
    bomb(repository, ".md", levels=5)

    done = subprocess.run(
        (sys.executable, "-P", "-m", "setpoint", "diff", "bomb"),
        cwd=repository, capture_output=True, text=True, check=False, preexec_fn=limited,
        timeout=SECONDS,
    )  # fmt: skip

    assert done.returncode == 2, done.stderr
    assert "more than 20,000 pages" in done.stderr


def test_a_folder_beside_the_project_is_of_no_weight(repository: Path) -> None:
    bomb(repository, "")
    with open_repository(repository) as reader:
        commit = reader.commit("bomb") or ""
        assert list(reader.files(commit, "elsewhere/")) == []
        with pytest.raises(GitError, match="ls-tree says more than"):
            list(reader.files(commit, ""))

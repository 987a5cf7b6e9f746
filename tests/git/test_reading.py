"""A repository's revisions, trees and blobs, in every kind of checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.git import GitError, find_work_tree, open_repository, repository_prefix
from tests.git.conftest import git

if TYPE_CHECKING:
    from pathlib import Path


def test_a_project_s_files_at_a_revision(repository: Path) -> None:
    with open_repository(repository) as reader:
        commit = reader.commit("main~1") or ""
        files = dict(reader.files(commit, "infra/"))
        assert "infra/alerts.yaml" in files
        content = reader.contents(list(files.values()))[files["infra/alerts.yaml"]]
        sizes = reader.sizes([files["infra/alerts.yaml"], "0" * 40])

    assert content.decode() == git(repository, "show", "main~1:infra/alerts.yaml") + "\n"
    assert sizes == [len(content), None]


@pytest.mark.parametrize("name", ["HEAD", "main", "HEAD~1", "main@{0}", "HEAD@{1}", "v1"])
def test_what_git_calls_a_revision(repository: Path, name: str) -> None:
    git(repository, "tag", "--annotate", "--message", "one", "v1")
    git(repository, "pack-refs", "--all")

    with open_repository(repository) as reader:
        assert reader.commit(name) == git(repository, "rev-parse", f"{name}^{{commit}}")


def test_the_upstream_of_a_branch(repository: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repository.parent), str(clone))
    git(clone, "checkout", "--quiet", "-b", 'odd"name', "--track", "origin/main")

    with open_repository(clone) as reader:
        assert reader.commit("@{upstream}") == git(clone, "rev-parse", "origin/main")


def test_where_a_branch_left(repository: Path) -> None:
    left = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "--quiet", "-b", "side")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "side")
    git(repository, "checkout", "--quiet", "main")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "main")

    with open_repository(repository) as reader:
        assert reader.commit("side...") == left
        assert reader.commit("nowhere...") is None


def test_a_second_checkout_of_a_repository(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "other"), "HEAD~1")

    with open_repository(tmp_path / "other" / "infra") as reader:
        assert reader.commit("HEAD") == git(repository, "rev-parse", "main~1")
        assert reader.commit("main") == git(repository, "rev-parse", "main")
        assert reader.tree.prefix(tmp_path / "other" / "infra") == "infra/"


def test_a_repository_with_longer_ids(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--object-format=sha256")
    (tmp_path / "a file\n").write_text("text")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "one")

    with open_repository(tmp_path) as reader:
        commit = reader.commit("HEAD") or ""
        ((path, blob),) = reader.files(commit, "")
        assert (len(commit), path) == (64, "a file\n")
        assert reader.contents([blob])[blob] == b"text"


def test_links_and_submodules_are_left_out(repository: Path) -> None:
    (repository / "link.yaml").symlink_to("alerts.yaml")
    git(repository, "add", "--all")
    head = git(repository, "rev-parse", "HEAD")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},infra/module")
    git(repository, "commit", "--quiet", "--message", "link")

    with open_repository(repository) as reader:
        paths = {path for path, _ in reader.files(reader.commit("HEAD") or "", "infra/")}

    assert paths == {"infra/Pulumi.yaml", "infra/Pulumi.prod.yaml", "infra/alerts.yaml"}


def test_the_path_in_the_repository(repository: Path, tmp_path: Path) -> None:
    assert repository_prefix(repository) == "infra/"
    assert repository_prefix(repository.parent) == ""
    assert repository_prefix(tmp_path) == ""
    with pytest.raises(GitError, match="is in no git repository"):
        find_work_tree(tmp_path)

"""A pull request doesn't choose what it is compared with, nor what of it is looked at."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.git.conftest import git
from tests.review.conftest import alert, cpu, project, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STACK = """\
config:
  aws:region: eu-west-1
  setpoint:config: {}
"""
TOKENS = "  sentry:baseUrl: https://evil.example/\n"


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository whose project is in `sub`, on the branch of a pull request."""
    root = tmp_path / "repository"
    config = project({"cpu": alert(cpu()), "disk": alert(cpu(threshold="70%"))})
    sub = write(root / "sub", config, {"prod": {}})
    (sub / "Pulumi.prod.yaml").write_text(STACK)
    git(root, "init", "--quiet", "--initial-branch", "main")
    _commit(root)
    git(root, "checkout", "--quiet", "-b", "pr")
    return root


def _commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")


def run(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-P", "-m", "setpoint", *arguments),
        cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "300"},
    )  # fmt: skip


def settings(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.returncode == 1, done.stdout + done.stderr
    return [each["sentence"] for each in json.loads(done.stdout)["settings"]]


def evil(root: Path) -> None:
    """Send tokens elsewhere and drop an alert."""
    write(root, project({"cpu": alert(cpu())}), {})
    (root / "Pulumi.prod.yaml").write_text(STACK + TOKENS)


@pytest.mark.parametrize(
    ("name", "place"),
    [("main", "sub"), ("HEAD^1", ""), ("HEAD^1", "sub"), ("{}", ""), ("origin/main", "")],
)
def test_a_folder_called_like_the_base_is_not_the_base(top: Path, name: str, place: str) -> None:
    git(top, "update-ref", "refs/remotes/origin/main", "main")
    base = name.format(git(top, "rev-parse", "main"))
    evil(top / "sub")
    shutil.copytree(top / "sub", top / place / base)
    _commit(top)

    done = run(top / place, "--project", str(top / "sub"), "diff", base, "-f", "json")

    assert settings(done) == ["decides where requests go, and the credentials with them"]
    assert json.loads(done.stdout)["losses"]


@pytest.mark.parametrize("name", ["gone", "origin/main", "HEAD^1", ""])
def test_a_folder_stands_in_for_no_revision_that_is_missing(top: Path, name: str) -> None:
    """What isn't fetched, or a variable that is empty."""
    shutil.rmtree(top / ".git")
    git(top, "init", "--quiet", "--initial-branch", "other")
    evil(top / "sub")
    _commit(top)
    if name:
        shutil.copytree(top / "sub", top / "sub" / name)

    done = run(top / "sub", "diff", name)

    assert done.returncode == 2, done.stdout


def test_nor_without_a_repository(top: Path) -> None:
    shutil.rmtree(top / ".git")
    shutil.copytree(top / "sub", top / "sub" / "HEAD^1")

    done = run(top / "sub", "diff", "HEAD^1")

    assert done.returncode == 2
    assert "is in no git repository" in done.stderr


def test_folders_are_compared_where_they_are_meant(top: Path) -> None:
    shutil.copytree(top / "sub", top / "cases" / "before")
    evil(top / "sub")
    shutil.copytree(top / "sub", top / "cases" / "after")
    wanted = ["decides where requests go, and the credentials with them"]

    for named in (
        ("cases/before", "cases/after"), ("./cases/before", "cases/after"),
        ("./cases/before", "./cases/after"), (str(top / "cases/before"), "pr/../cases/after"),
    ):  # fmt: skip
        (top / "pr").mkdir(exist_ok=True)
        assert settings(run(top, "diff", *named, "-f", "json")) == wanted
    for place, base in (("sub", "../cases/before"), ("cases/after", "../before")):
        assert settings(run(top / place, "diff", base, "-f", "json")) == wanted
    missing = run(top / "sub", "diff", "./cases")
    assert (missing.returncode, "There is no folder ./cases with a project" in missing.stderr) == (
        2,
        True,
    )


LINKS = {
    "Pulumi.yaml": ("Pulumi.yaml", "project.yaml"),
    "a stack's settings": ("Pulumi.prod.yaml", "prod.txt"),
    "alerts": ("alerts.yaml", "shared.txt"),
}


def _moved_behind_a_link(root: Path, file: str, target: str) -> None:
    (root / file).rename(root / target)
    (root / file).symlink_to(target)


@pytest.mark.parametrize("kind", LINKS)
def test_a_link_among_the_config_s_files_is_refused(top: Path, kind: str) -> None:
    file, target = LINKS[kind]
    _moved_behind_a_link(top / "sub", file, target)
    _commit(top)

    for done in (
        run(top / "sub", "check"),
        run(top / "sub", "diff", "main"),
        run(top / "sub", "diff", "main", "HEAD"),
    ):
        assert done.returncode == 2, done.stdout
        assert file in done.stderr
        assert "it is a link" in done.stderr


@pytest.mark.parametrize("kind", LINKS)
def test_and_in_a_base_that_has_one_already(top: Path, kind: str) -> None:
    file, target = LINKS[kind]
    _moved_behind_a_link(top / "sub", file, target)
    _commit(top)
    (top / "sub" / file).unlink()
    (top / "sub" / target).rename(top / "sub" / file)

    done = run(top / "sub", "diff", "HEAD")

    assert done.returncode == 2, done.stdout
    assert f"{file} of that revision can't be read: it is a link" in done.stderr


@pytest.mark.parametrize("folder", ["alerts", "alerts/more.yaml"])
def test_a_link_in_a_folder_of_alerts_is_refused(top: Path, folder: str) -> None:
    sub = top / "sub"
    (sub / "hidden").mkdir()
    (sub / "alerts.yaml").rename(sub / "hidden" / "all.yaml")
    if folder == "alerts":
        (sub / "alerts").symlink_to("hidden")
    else:
        (sub / "alerts").mkdir()
        (sub / folder).symlink_to("../hidden/all.yaml")
    _commit(top)

    assert "is a link" in run(sub, "check").stderr
    assert run(sub, "diff", "main").returncode == 2
    git(top, "rm", "--quiet", "--cached", f"sub/{folder}")
    (sub / folder).unlink()
    (sub / "hidden" / "all.yaml").rename(sub / "alerts.yaml")
    done = run(sub, "diff", "HEAD")
    assert (done.returncode, "is a link" in done.stderr) == (2, True)


@pytest.mark.parametrize("target", ["nowhere", "Pulumi.yaml.old"])
def test_a_link_that_leads_nowhere_hides_no_project(top: Path, target: str) -> None:
    """Else the project of a folder above would be taken."""
    shutil.copytree(top / "sub", top, dirs_exist_ok=True)
    (top / "sub" / "Pulumi.yaml").unlink()
    (top / "sub" / "Pulumi.yaml").symlink_to(target)

    for command in (("check",), ("diff", "main")):
        done = run(top, "--project", "sub", *command)
        assert (done.returncode, "Pulumi.yaml:1:1: it is a link" in done.stderr) == (2, True)


def _up(top: Path) -> None:
    for path in list((top / "sub").iterdir()):
        path.rename(top / path.name)


def _down(top: Path) -> None:
    (top / "sub" / "deep").mkdir()
    for path in [path for path in (top / "sub").iterdir() if path.is_file()]:
        path.rename(top / "sub" / "deep" / path.name)


@pytest.mark.parametrize(
    ("move", "folder", "now"),
    [(_up, "sub", "Pulumi.yaml"), (_down, "sub/deep", "sub/deep/Pulumi.yaml")],
)
def test_a_project_that_moves_is_told_and_compared_with_what_it_was(
    top: Path, move: Callable[[Path], None], folder: str, now: str
) -> None:
    evil(top / "sub")
    move(top)
    (top / "sub" / "kept").write_text("")
    _commit(top)

    for head in ((), ("HEAD",)):
        done = run(top, "--project", folder, "diff", "main", *head, "-f", "json")
        assert settings(done) == [
            f"was sub/Pulumi.yaml and is {now}: the project has moved, with all that it says",
            "decides where requests go, and the credentials with them",
        ]
        found = json.loads(done.stdout)
        assert [loss["kind"] for loss in found["losses"]] == ["removed"]
        assert not [change for change in found["changes"] if change["kind"] == "added"]


def test_a_project_that_stays_has_not_moved(top: Path) -> None:
    (top / "sub" / "docs").mkdir()

    for place in ("sub", "sub/docs"):
        assert run(top, "--project", place, "diff", "main", "--exit-code").returncode == 0


def test_a_project_that_comes_or_goes_is_told(top: Path) -> None:
    git(top, "checkout", "--quiet", "--orphan", "empty")
    git(top, "rm", "--quiet", "-r", "--cached", ".")
    git(top, "commit", "--quiet", "--allow-empty", "--message", "empty")

    (comes,) = settings(run(top / "sub", "diff", "empty", "-f", "json"))
    (goes,) = settings(run(top / "sub", "diff", "main", "empty", "-f", "json"))

    assert comes.startswith("comes with a project")
    assert goes.startswith("is gone, and with it the project")


def test_a_project_s_folder_that_is_a_link_is_refused(top: Path, tmp_path: Path) -> None:
    """The base would be looked for where the link leads to, and has nothing there."""
    evil(top / "sub")
    (top / "sub").rename(top / "other")
    (top / "sub").symlink_to("other")
    _commit(top)

    for folder in ("sub", "sub/"):
        done = run(top, "--project", folder, "diff", "main")
        assert (done.returncode, "sub is a link in a repository" in done.stderr) == (2, True)
    mine = tmp_path / "mine"
    mine.symlink_to(top)
    assert run(tmp_path, "--project", "mine/other", "diff", "main").returncode == 1


@pytest.mark.parametrize("linked", ["docs", "docs/runbooks", "docs/runbooks/high-cpu.md"])
def test_pages_of_runbooks_behind_links_do_not_count(top: Path, linked: str) -> None:
    """A revision doesn't have them: it would be another config than the same files in a folder."""
    page = top / "sub" / "docs" / "runbooks" / "high-cpu.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Look at it\n")
    config = project({"cpu": alert(cpu(), runbook="high-cpu")})
    defaults = {"runbooks": "docs/runbooks", "runbook_url": "https://runbooks.example.com"}
    write(top / "sub", {**config, "defaults": defaults}, {})
    assert run(top / "sub", "check").returncode == 0
    (top / "sub" / linked).rename(top / "sub" / "elsewhere")
    (top / "sub" / linked).symlink_to(top / "sub" / "elsewhere")

    done = run(top / "sub", "check")

    assert done.returncode == 2
    wanted = "there is no page in docs/runbooks" if linked.endswith(".md") else "it is a link"
    assert wanted in done.stderr

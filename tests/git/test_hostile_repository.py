"""No program that a repository, a pull request's files or the environment name is run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.git import GitError, open_repository
from tests.git.conftest import git
from tests.review.conftest import alert, cpu, project, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.git.conftest import Canary

COMMANDS = {
    "diff": ("diff", "main", "-f", "json"),
    "since": ("diff", "main...", "-f", "json"),
    "revisions": ("diff", "main~1", "main", "-f", "json"),
    "lint": ("lint", "--format", "sarif", "--fail-on", "error"),
    "check": ("check",),
    "show": ("show", "--json"),
}


def setpoint(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-P", "-m", "setpoint", *arguments),
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def edits(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    assert done.returncode == 0, done.stderr
    return [(edit["old"], edit["new"]) for edit in json.loads(done.stdout)["edits"]]


def change(repository: Path, threshold: str = "95%") -> None:
    write(repository, project({"cpu": alert(cpu(threshold=threshold))}), {"prod": {}})


def configure(repository: Path, settings: dict[str, str]) -> None:
    for key, value in settings.items():
        git(repository, "config", "--local", key, value)


def test_the_attack_works_on_git_itself(
    repository: Path, bare_layout: Callable[[Path], None], canary: Canary
) -> None:
    """Else the tests below would prove nothing."""
    bare_layout(repository)
    wanted = git(repository.parent, "rev-parse", "main:infra/alerts.yaml")

    subprocess.run(
        ("git", "-C", str(repository), "cat-file", "--batch-check"),
        input=f"{wanted}\n".encode(), capture_output=True, check=False,
    )  # fmt: skip

    assert not canary.alive


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_bare_repository_in_the_project_s_folder_is_not_adopted(
    repository: Path,
    bare_layout: Callable[[Path], None],
    canary: Canary,
    command: tuple[str, ...],
) -> None:
    bare_layout(repository)
    change(repository)

    done = setpoint(repository, *command)

    assert done.returncode < 2, done.stderr  # lint finds something
    assert canary.alive
    if command == COMMANDS["diff"]:
        assert edits(done) == [("90%", "95%")]


def test_nor_one_in_a_folder_above_or_below(
    repository: Path, bare_layout: Callable[[Path], None], canary: Canary
) -> None:
    for folder in (repository / "alerts-of-others", repository.parent):
        folder.mkdir(exist_ok=True)
        bare_layout(folder)
    change(repository)

    assert edits(setpoint(repository, "diff", "main", "-f", "json")) == [("90%", "95%")]
    assert canary.alive


def test_a_bare_repository_alone_is_none(
    tmp_path: Path, bare_layout: Callable[[Path], None], canary: Canary
) -> None:
    bare_layout(tmp_path / "alone")
    change(tmp_path / "alone")

    done = setpoint(tmp_path / "alone", "diff", "main")

    assert done.returncode == 2
    assert "is in no git repository" in done.stderr
    assert canary.alive


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_program_of_the_repository_s_own_config_runs(
    repository: Path, canary: Canary, command: tuple[str, ...]
) -> None:
    configure(repository, canary.settings())
    (repository / ".gitattributes").write_text("* filter=canary diff=canary\n")
    change(repository)

    done = setpoint(repository, *command)

    assert done.returncode < 2, done.stderr  # lint finds something
    assert canary.alive


def test_what_the_config_includes_is_not_read(
    repository: Path, canary: Canary, tmp_path: Path
) -> None:
    included = tmp_path / "included"
    for key, value in canary.settings().items():
        git(repository, "config", "--file", str(included), key, value)
    configure(repository, {"include.path": str(included)})
    change(repository)

    assert edits(setpoint(repository, "diff", "main", "-f", "json")) == [("90%", "95%")]
    assert canary.alive


def test_a_missing_object_is_not_fetched_but_told(repository: Path, canary: Canary) -> None:
    lost = git(repository, "rev-parse", "main:infra/alerts.yaml")
    configure(repository, canary.promisor())
    (repository.parent / ".git/objects" / lost[:2] / lost[2:]).unlink()

    done = setpoint(repository, "diff", "main")

    assert (done.returncode, canary.alive) == (2, True)
    assert "alerts.yaml of that revision: the clone is partial" in done.stderr


def environment(canary: Canary, decoy: Path) -> dict[str, str]:
    """Every variable by which git is told a program or another repository."""
    settings = {**canary.settings(), **canary.promisor()}
    pairs = {}
    for number, (key, value) in enumerate(settings.items()):
        pairs |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    programs = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_PAGER", "GIT_EDITOR",
                "GIT_EXTERNAL_DIFF", "GIT_PROXY_COMMAND", "PAGER", "SSH_ASKPASS")  # fmt: skip
    return {
        **dict.fromkeys(programs, str(canary.program)),
        **pairs,
        "GIT_CONFIG_COUNT": str(len(settings)),
        "GIT_DIR": str(decoy),
        "GIT_COMMON_DIR": str(decoy),
        "GIT_EXEC_PATH": str(canary.program.parent),
        "GIT_TEMPLATE_DIR": str(canary.hooks()),
        "GIT_TRACE": str(canary.marks / "trace"),
    }


def test_the_environment_neither_leads_elsewhere_nor_runs_anything(
    repository: Path, bare_layout: Callable[[Path], None], canary: Canary, tmp_path: Path
) -> None:
    bare_layout(tmp_path / "decoy")
    change(repository)

    done = setpoint(
        repository, "diff", "main", "-f", "json", **environment(canary, tmp_path / "decoy")
    )

    assert edits(done) == [("90%", "95%")]
    assert canary.alive


@pytest.mark.parametrize("relative", ["", "."])
def test_git_is_not_taken_from_the_folder_that_the_command_runs_in(
    repository: Path, canary: Canary, relative: str
) -> None:
    for folder in (repository, repository.parent):
        (folder / "git").write_bytes(canary.program.read_bytes())
        (folder / "git").chmod(0o755)
    change(repository)
    path = f"{relative}{os.pathsep}{os.environ['PATH']}"

    assert edits(setpoint(repository, "diff", "main", "-f", "json", PATH=path)) == [("90%", "95%")]
    assert canary.alive


def test_a_replaced_object_is_not_believed(repository: Path) -> None:
    old, new = (git(repository, "rev-parse", f"main{which}:infra/alerts.yaml")
                for which in ("~1", ""))  # fmt: skip
    git(repository, "replace", new, old)
    change(repository)

    assert edits(setpoint(repository, "diff", "main", "-f", "json")) == [("90%", "95%")]


@pytest.mark.parametrize(
    "text", ["", "gitdir: nowhere\n", "not a repository\n", "gitdir: " + "x" * 10_000]
)
def test_a_file_that_only_looks_like_a_checkout_is_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / ".git").write_text(text)

    with pytest.raises(GitError), open_repository(tmp_path):
        pass


@pytest.mark.parametrize("revision", ["--output=owned", "-c", "main:infra", "main\n", "@{99}", ""])
def test_a_revision_is_no_option(repository: Path, revision: str) -> None:
    with open_repository(repository) as reader:
        found: Any = reader.commit(revision)

    assert found is None
    assert not (repository / "owned").exists()

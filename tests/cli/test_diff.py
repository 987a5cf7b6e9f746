"""`setpoint diff` in a real git repository."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.forked.command import run
from tests.review.conftest import alert, cpu, project, write

if TYPE_CHECKING:
    from pathlib import Path

OVERLAYS: dict[str, Any] = {"prod": {}, "staging": {}}


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    done = subprocess.run(
        ("git", "-C", str(folder), *identity, *arguments),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def config(threshold: str, **more: Any) -> dict[str, Any]:
    return project({"cpu": alert(cpu(threshold=threshold)), **more})


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project in a subfolder, two commits: 80%, then 90%."""
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    folder = write(tmp_path / "infra", config("80%"), OVERLAYS)
    commit(tmp_path, "80%")
    write(folder, config("90%"), OVERLAYS)
    commit(tmp_path, "90%")
    return folder


def diff(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run("setpoint", "diff", *arguments, folder=folder)


def edits(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    assert done.returncode == 0, done.stderr
    return [(edit["old"], edit["new"]) for edit in json.loads(done.stdout)["edits"]]


def test_two_revisions(repository: Path) -> None:
    assert edits(diff(repository, "HEAD~1", "HEAD", "-f", "json")) == [("80%", "90%")]
    assert edits(diff(repository, "HEAD", "HEAD~1", "-f", "json")) == [("90%", "80%")]


def test_a_revision_and_the_working_tree(repository: Path) -> None:
    write(repository, config("95%"), OVERLAYS)

    assert edits(diff(repository, "HEAD~1", "-f", "json")) == [("80%", "95%")]


def test_without_arguments_head_and_the_working_tree(repository: Path) -> None:
    assert edits(diff(repository, "-f", "json")) == []
    write(repository, config("95%"), OVERLAYS)

    assert edits(diff(repository, "-f", "json")) == [("90%", "95%")]


def test_without_arguments_where_the_branch_left_the_main_branch(
    repository: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(tmp_path), str(clone))
    write(clone / "infra", config("95%"), OVERLAYS)
    commit(clone, "95%")

    assert edits(diff(clone / "infra", "-f", "json")) == [("90%", "95%")]


def test_two_folders_need_no_repository(tmp_path: Path) -> None:
    write(tmp_path / "a", config("80%"), OVERLAYS)
    write(tmp_path / "b", config("70%"), OVERLAYS)

    assert edits(diff(tmp_path, "a", "b", "-f", "json")) == [("80%", "70%")]


def test_a_revision_without_the_project_has_nothing(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "checkout", "--quiet", "--orphan", "empty")
    git(tmp_path, "rm", "--quiet", "-r", "--cached", ".")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "empty")

    found = json.loads(diff(repository, "empty", "-f", "json").stdout)

    assert {change["kind"] for change in found["changes"]} == {"added"}


def test_only_an_environment(repository: Path) -> None:
    found = json.loads(diff(repository, "HEAD~1", "-e", "prod", "-f", "json").stdout)

    assert set(found["environments"]) == {"prod"}
    wrong = diff(repository, "HEAD~1", "-e", "prd")
    assert (wrong.returncode, wrong.stderr) == (
        2,
        "Error: There is no environment prd; did you mean prod?\n",
    )


def test_annotations_name_files_from_the_repository_s_top(repository: Path) -> None:
    assert "file=infra/alerts.yaml," in diff(repository, "HEAD~1", "-f", "annotations").stdout


def test_a_policy_refuses_and_an_override_lets_pass(repository: Path) -> None:
    refused = diff(repository, "HEAD~1", "--fail-on", "removed-critical,looser-in-prod")
    fine = diff(repository, "HEAD~1", "--fail-on", "removed-critical,cost-over=1")
    passed = diff(
        repository, "HEAD~1", "--fail-on", "looser-in-prod", "--override", "agreed on Monday"
    )

    assert (refused.returncode, fine.returncode, passed.returncode) == (1, 0, 0)
    assert "looser-in-prod: shop/cpu in prod is less sensitive" in refused.stdout
    assert "let pass: agreed on Monday" in passed.stdout


def test_exit_code_tells_of_any_difference(repository: Path) -> None:
    assert diff(repository, "HEAD~1", "--exit-code").returncode == 1
    assert diff(repository, "HEAD", "--exit-code").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("nowhere",),
            "Error: git knows no revision 'nowhere'; fetch it. A folder is named by a path",
        ),
        (("--", "--output=x"), "Error: git knows no revision '--output=x'"),
        (("--fail-on", "remvoed"), "Error: There is no policy 'remvoed'; did you mean removed?"),
        (("--fail-on", "cost-over=much"), "Error: 'cost-over=much' needs an amount of US dollars"),
        (("--override", " "), "Error: --override needs a reason"),
        (("-o", "no/such/folder"), "Error: no/such/folder can't be written"),
    ],
)
def test_wrong_use_is_a_sentence(
    arguments: tuple[str, ...], message: str, repository: Path
) -> None:
    done = diff(repository, *arguments)

    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


def test_no_repository_is_a_sentence(tmp_path: Path) -> None:
    done = diff(write(tmp_path, config("80%"), OVERLAYS))

    assert done.returncode == 2
    assert "is in no git repository; name two folders to compare" in done.stderr


def test_a_base_that_is_not_valid_is_named(repository: Path) -> None:
    write(repository, config("80 bananas"), OVERLAYS)
    commit(repository, "broken")
    write(repository, config("80%"), OVERLAYS)

    done = diff(repository, "HEAD")

    assert done.returncode == 2
    assert done.stderr.startswith("Error: The config of HEAD is not valid:\nalerts.yaml:")


def test_a_link_in_a_revision_is_not_followed(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("organization: stolen\n")
    (repository / "alerts.yaml").unlink()
    (repository / "alerts.yaml").symlink_to(tmp_path / "secret.yaml")
    commit(repository, "a link")

    done = diff(repository, "HEAD~1", "HEAD")

    assert done.returncode == 2
    assert "stolen" not in done.stdout + done.stderr


def test_the_working_tree_and_the_index_stay_as_they_are(repository: Path) -> None:
    write(repository, config("95%"), OVERLAYS)
    before = git(repository, "status", "--porcelain")

    diff(repository, "HEAD~1")

    assert git(repository, "status", "--porcelain") == before


def test_runbooks_of_a_revision_are_there(repository: Path) -> None:
    pages = repository / "docs" / "runbooks"
    pages.mkdir(parents=True)
    (pages / "high-cpu.md").write_text("# Look at it\n")
    more = {"load": alert(cpu(threshold="70%"), runbook="high-cpu")}
    defaults = {"runbooks": "docs/runbooks", "runbook_url": "https://runbooks.example.com"}
    write(repository, {**config("90%", **more), "defaults": defaults}, OVERLAYS)
    commit(repository, "runbooks")

    assert edits(diff(repository, "HEAD", "-f", "json")) == []

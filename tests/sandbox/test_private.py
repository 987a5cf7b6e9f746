"""The sandbox's folder: its user's alone, never a commit's, and without links that lead out."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sandbox import lifecycle
from sandbox.errors import SandboxError
from sandbox.location import default_directory, log_file, read_info
from sandbox.private import make_private, open_private, require_outside_of_checkouts

if TYPE_CHECKING:
    from collections.abc import Iterator

STUB = (sys.executable, str(Path(__file__).parent / "stub_server.py"))


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "sandbox"
    yield folder
    with suppress(SandboxError):
        lifecycle.stop(folder)


def test_the_folder_is_its_user_s_alone(directory: Path) -> None:
    info = lifecycle.start(directory, STUB)

    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()}
    assert not [name for name, mode in modes.items() if mode & 0o077]
    assert info.log.name in modes


def test_a_link_in_place_of_the_folder_is_refused(directory: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    directory.symlink_to(tmp_path / "elsewhere")

    for use in (lambda: lifecycle.start(directory, STUB), lambda: lifecycle.status(directory)):
        with pytest.raises(SandboxError, match="is a link"):
            use()
    with pytest.raises(SandboxError, match="is a link"):
        lifecycle.reset(directory)
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_a_folder_with_files_that_others_can_reach_is_refused(directory: Path, mode: int) -> None:
    directory.mkdir()
    (directory / "aws.json").write_text("{}")
    directory.chmod(mode)

    with pytest.raises(SandboxError, match="chmod -R go="):
        lifecycle.start(directory, STUB)


def test_an_empty_folder_is_closed(directory: Path) -> None:
    directory.mkdir(mode=0o755)

    make_private(directory)

    assert stat.S_IMODE(directory.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_another_user_s_folder_is_refused(directory: Path) -> None:
    directory.mkdir(mode=0o700)
    os.chown(directory, 12345, -1)

    with pytest.raises(SandboxError, match="another user's"):
        lifecycle.start(directory, STUB)
    os.chown(directory, 0, -1)


@pytest.mark.parametrize("name", ["log", "sandbox.json", "serving.lock", "changing.lock"])
def test_no_file_is_a_link(directory: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "bashrc"
    target.write_text("alias ls=ls\n")
    directory.mkdir(mode=0o700)
    (directory / name).symlink_to(target)

    with pytest.raises(SandboxError, match="is not used"):
        lifecycle.start(directory, STUB)
    assert target.read_text() == "alias ls=ls\n"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with (
        pytest.raises(SandboxError, match="no regular file"),
        open_private(tmp_path / "pipe", "r"),
    ):
        pass


def test_a_folder_in_a_checkout_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    inside = tmp_path / "infra" / ".setpoint" / "sandbox"
    monkeypatch.setenv("SETPOINT_SANDBOX_DIR", str(inside))

    with pytest.raises(SandboxError, match="where a commit can bring files"):
        default_directory(tmp_path / "infra")
    require_outside_of_checkouts(tmp_path.parent / "sandbox")


def test_what_a_commit_brings_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack: state in the place where it once was, and a log that is a link."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    project, target = tmp_path / "project", tmp_path / "bashrc"
    brought = project / ".setpoint" / "sandbox"
    brought.mkdir(parents=True)
    (brought / "log").symlink_to(target)
    (brought / "aws-moto.pickle").write_bytes(b"cos\nsystem\n(S'touch owned'\ntR.")
    directory = default_directory(project)

    try:
        lifecycle.start(directory, STUB)
        assert log_file(directory).is_file()
    finally:
        lifecycle.stop(directory)

    assert not target.exists()
    assert not list(tmp_path.rglob("owned"))


def test_the_process_keeps_no_secret_of_whoever_started_it(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_SECRET_ACCESS_KEY", "PAGERDUTY_TOKEN", "GITHUB_TOKEN", "MY_OWN_PASSWORD"):
        monkeypatch.setenv(name, "hunter2")
    monkeypatch.setenv("HTTPS_PROXY", "http://ana:hunter2@proxy.example.com")

    info = lifecycle.start(directory, STUB)

    environment = Path(f"/proc/{info.pid}/environ").read_bytes()
    assert b"hunter2" not in environment
    assert b"PATH=" in environment


def test_removing_leaves_nothing(directory: Path) -> None:
    lifecycle.start(directory, STUB)

    assert lifecycle.remove(directory)
    assert not directory.exists()
    assert not lifecycle.remove(directory)


def test_only_a_sandbox_s_folder_is_removed(directory: Path) -> None:
    directory.mkdir(mode=0o700)
    (directory / "thesis").write_text("")

    assert read_info(directory) is None
    with pytest.raises(SandboxError, match="nothing was deleted"):
        lifecycle.remove(directory)
    assert (directory / "thesis").exists()

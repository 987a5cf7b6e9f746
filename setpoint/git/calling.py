"""Starts git: the program on PATH, with an environment and settings of our own.

What is refused here is refused a second time: the repository that git is shown (`view`) names no
program either. Versions before 2.45 don't know GIT_NO_LAZY_FETCH, those before 2.38 not
safe.bareRepository; without any transport allowed they fetch nothing all the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.git.errors import GitError

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIMEOUT: Final = 60
_LARGEST: Final = 40_000_000  # bytes: a config of the largest size, or half a million paths
_LONGEST_COMPLAINT: Final = 10_000
_NOWHERE: Final = os.devnull
_SETTINGS: Final = {
    "safe.bareRepository": "explicit",
    "core.hooksPath": _NOWHERE,
    "core.fsmonitor": "false",
    "core.attributesFile": _NOWHERE,
    "core.sshCommand": "false",
    "core.askPass": "false",
    "credential.helper": "",
    "diff.external": "",
    "fetch.recurseSubmodules": "false",
    "submodule.recurse": "false",
    "protocol.allow": "never",
}
_ENVIRONMENT: Final = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": _NOWHERE,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": _NOWHERE,
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class Answer(NamedTuple):
    """What git said.

    Attributes:
        failure: The first line that git complained with; None if it succeeded.
    """

    out: bytes
    failure: str | None


def call_git(repository: Path, *arguments: str, given: bytes = b"") -> Answer:
    """Run a command of git that starts no other program, and read a bounded answer.

    A kilobyte of trees can stand for millions of files, so what git says is no measure of what
    it was given.

    Args:
        repository: The folder that git is to take for the repository, with HEAD and config.
        arguments: The command, such as `cat-file`, and its arguments.
        given: Its standard input.

    Raises:
        GitError: There is no git, it does not end, or it says too much.
    """
    with TemporaryFile() as asked, TemporaryFile() as complaint:
        asked.write(given)
        asked.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - no shell, an absolute path, our environment
                (_program(os.environ), *_options(repository), *arguments),
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=complaint,
                cwd=repository,
                env={**_ENVIRONMENT, "PATH": os.defpath, "HOME": str(repository)},
            )
        except OSError as error:
            raise GitError(f"git can't be started: {error.strerror}") from error
        out = _read(process, arguments[0])
        if not process.returncode:
            return Answer(out, None)
        complaint.seek(0)
        said = complaint.read(_LONGEST_COMPLAINT).decode("utf-8", "replace").strip().splitlines()
    return Answer(out, f"git {arguments[0]}: {said[0] if said else 'failed'}")


def _read(process: subprocess.Popen[bytes], command: str) -> bytes:
    """Return what git says, once it has ended; it is stopped where that is too much or too late."""
    stopped = Event()

    def stop() -> None:
        stopped.set()
        process.kill()

    timer = Timer(_TIMEOUT, stop)
    timer.start()
    with process:
        try:
            out = process.stdout.read(_LARGEST + 1) if process.stdout else b""
            if len(out) > _LARGEST:
                process.kill()
            process.wait()
        finally:
            timer.cancel()
    if len(out) > _LARGEST:
        raise GitError(
            f"git {command} says more than {_LARGEST // 1_000_000} MB: the revision has more"
            " files or larger ones than a project may have"
        )
    if stopped.is_set():
        raise GitError(f"git {command} did not answer in {_TIMEOUT}s")
    return out


def _options(repository: Path) -> tuple[str, ...]:
    settings = (("-c", f"{key}={value}") for key, value in _SETTINGS.items())
    return (*(part for pair in settings for part in pair), f"--git-dir={repository}", "--no-pager")


def _program(environment: Mapping[str, str]) -> str:
    """Return where git is, in the absolute folders of PATH.

    A relative one (`.`, or the empty one that stands for it) would find a `git` in whatever
    folder the command is run in.
    """
    folders = environment.get("PATH", os.defpath).split(os.pathsep)
    absolute = os.pathsep.join(folder for folder in folders if Path(folder).is_absolute())
    found = shutil.which("git", path=absolute or os.defpath)
    if found is None:
        raise GitError("git is not installed")
    return found

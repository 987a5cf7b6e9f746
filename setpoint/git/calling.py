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
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.git.errors import GitError

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIMEOUT: Final = 60
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
    """Run a command of git that starts no other program.

    Args:
        repository: The folder that git is to take for the repository, with HEAD and config.
        arguments: The command, such as `cat-file`, and its arguments.
        given: Its standard input.

    Raises:
        GitError: There is no git, or it does not end.
    """
    try:
        done = subprocess.run(  # noqa: S603 - no shell, an absolute path, our own environment
            (_program(os.environ), *_options(repository), *arguments),
            input=given,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
            cwd=repository,
            env={**_ENVIRONMENT, "PATH": os.defpath, "HOME": str(repository)},
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {arguments[0]} did not answer in {_TIMEOUT}s") from error
    except OSError as error:
        raise GitError(f"git can't be started: {error.strerror}") from error
    if not done.returncode:
        return Answer(done.stdout, None)
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return Answer(done.stdout, f"git {arguments[0]}: {said[0] if said else 'failed'}")


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

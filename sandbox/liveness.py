"""Whether the sandbox's process is alive: it holds a file lock for as long as it runs.

A lock ends with its process, whatever ended that, and a process number may be another's by now.
"""

from __future__ import annotations

import fcntl
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sandbox.errors import SandboxError
from sandbox.private import make_private, open_private, require_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SERVING = "serving.lock"
_CHANGING = "changing.lock"
_AT_WORK = "at-work.lock"
_PATIENCE_SECONDS = 1.0
_POLL_SECONDS = 0.02


def is_serving(directory: Path) -> bool:
    """Whether a process serves this sandbox now.

    Raises:
        SandboxError: The folder is a link, another user's or open to others.
    """
    if not directory.exists():
        return False
    require_private(directory)
    with open_private(directory / _SERVING, "a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def serving(directory: Path) -> Iterator[None]:
    """Be the process that serves this sandbox, for the length of the block.

    Raises:
        SandboxError: Another one is.
    """
    with open_private(directory / _SERVING, "a") as handle:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                # It may be no more than `is_serving` having a look.
                if time.monotonic() > deadline:
                    raise SandboxError(f"The sandbox in {directory} runs already.") from None
                time.sleep(_POLL_SECONDS)
            else:
                break
        yield


@contextmanager
def changing(directory: Path) -> Iterator[None]:
    """Let one command at a time start, stop or reset this sandbox.

    Raises:
        SandboxError: The folder is a link, another user's or open to others.
    """
    make_private(directory)
    with open_private(directory / _CHANGING, "a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def at_work(directory: Path) -> Iterator[None]:
    """Provision something in this sandbox, for the length of the block; others may, too."""
    make_private(directory)
    with open_private(directory / _AT_WORK, "a") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield


@contextmanager
def idle(directory: Path) -> Iterator[None]:
    """See that nobody provisions anything in this sandbox, for the length of the block.

    Raises:
        SandboxError: Somebody does.
    """
    with open_private(directory / _AT_WORK, "a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SandboxError(
                f"An operation is at work in the sandbox in {directory}: wait for it to end."
            ) from None
        yield

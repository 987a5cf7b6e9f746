"""Files that nobody else brings, reads or redirects: the sandbox's folder and what is in it.

A checkout may be a stranger's pull request, with files of any name and links that lead anywhere;
so the folder is outside of every checkout, its user's alone, and no link in it is followed.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from sandbox.errors import SandboxError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Without O_NONBLOCK a pipe of this name would be waited for.
_SAFELY = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FLAGS = {"r": os.O_RDONLY, "a": os.O_WRONLY | os.O_APPEND | os.O_CREAT, "r+": os.O_RDWR}
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private(folder: Path) -> None:
    """Make a folder, for its user alone; an empty one that is there is made so.

    Raises:
        SandboxError: It is a link, another user's, open to others or no folder.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if _is_folder_of_mine(folder) and not any(folder.iterdir()):
        folder.chmod(0o700)
    require_private(folder)


def require_private(folder: Path) -> None:
    """Refuse a folder that others could have filled, or can read.

    Raises:
        SandboxError: It is a link, another user's, open to others or no folder.
    """
    if not _is_folder_of_mine(folder):
        raise SandboxError(
            f"{folder} is a link, no folder or another user's: it is not used."
            " Remove it, or name another one with SETPOINT_SANDBOX_DIR."
        )
    if folder.stat().st_mode & _OTHERS:
        raise SandboxError(
            f"{folder} is open to other users: it is not used."
            f" If what is in it is yours, run: chmod -R go= {folder}"
        )


@contextmanager
def open_private(path: Path, mode: str, errors: str = "strict") -> Iterator[IO[str]]:
    """Open a file as `open` does, made for its user alone; a link is not followed.

    Args:
        path: The file.
        mode: `r`, `a` or `r+`.
        errors: What becomes of bytes that are no UTF-8.

    Raises:
        FileNotFoundError: There is none to read.
        SandboxError: It is a link, or no regular file.
    """
    try:
        handle = os.open(path, _FLAGS[mode] | _SAFELY, 0o600)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SandboxError(f"{path} is not used: {error.strerror}; remove it.") from error
    with os.fdopen(handle, mode, encoding="utf-8", errors=errors) as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise SandboxError(f"{path} is not used: it is no regular file; remove it.")
        yield stream


def require_outside_of_checkouts(folder: Path) -> None:
    """Refuse a folder that a commit could bring files into.

    Raises:
        SandboxError: A folder around it has an entry `.git`.
    """
    for around in folder.parents:
        if (around / ".git").exists():
            raise SandboxError(
                f"{folder} is in the checkout {around}, where a commit can bring files:"
                " name a folder outside of it with SETPOINT_SANDBOX_DIR, or none."
            )


def _is_folder_of_mine(folder: Path) -> bool:
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()

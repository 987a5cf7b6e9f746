"""Finds the repository around a folder, without asking git.

git takes any folder that looks like a bare repository (`HEAD`, `objects/`, `refs/`) for one, and
reads its config; such a folder can be part of a pull request. An entry called `.git` can't be:
git tracks none of that name, on no file system. So nothing else marks a repository here, and
GIT_DIR isn't asked either: it may be a hook's, about another repository.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setpoint.git.errors import GitError

if TYPE_CHECKING:
    from pathlib import Path

_MARK = ".git"
_POINTER = b"gitdir:"
_LONGEST = 4096  # a path


@dataclass(frozen=True, slots=True)
class WorkTree:
    """A checkout.

    Attributes:
        top: Its folder, resolved.
        private: Where its own HEAD is: `.git`, or `.git/worktrees/NAME`.
        common: Where objects, branches and config are: `.git` of the first checkout.
    """

    top: Path
    private: Path
    common: Path

    def prefix(self, folder: Path) -> str:
        """Return a folder's path in the repository: empty, or with a slash at its end."""
        inside = folder.resolve().relative_to(self.top).as_posix()
        return "" if inside == "." else f"{inside}/"


def find_work_tree(folder: Path) -> WorkTree:
    """Return the checkout that a folder is in.

    Raises:
        GitError: It is in none, or in one that is damaged.
    """
    start = folder.resolve()
    try:
        for top in (start, *start.parents):
            mark = top / _MARK
            if mark.is_dir():
                return _work_tree(top, mark.resolve())
            if mark.is_file():
                return _work_tree(top, _pointed(mark, _POINTER))
    except OSError as error:
        raise GitError(f"{top / _MARK} can't be read: {error.strerror}") from error
    raise GitError(f"{folder} is in no git repository")


def require_no_link(folder: Path) -> None:
    """See that a folder is where its name says, in whatever repository its name leads through.

    Whoever changes the repository's files could else lead the name to another folder.

    Raises:
        GitError: A link of a repository is part of the name.
    """
    named = folder.absolute()
    for part in (named, *named.parents):
        if part.is_symlink() and _in_repository(part.parent):
            raise GitError(f"{part} is a link in a repository: name the folder that it leads to")


def _in_repository(folder: Path) -> bool:
    start = folder.resolve()
    return any((top / _MARK).exists() for top in (start, *start.parents))


def repository_prefix(folder: Path) -> str:
    """Return a folder's path in its repository, as `WorkTree.prefix`; empty outside of any."""
    try:
        return find_work_tree(folder).prefix(folder)
    except GitError:
        return ""


def _work_tree(top: Path, private: Path) -> WorkTree:
    link = private / "commondir"
    common = _pointed(link, b"") if link.is_file() else private
    if not (common / "objects").is_dir() or not (private / "HEAD").is_file():
        raise GitError(f"{top / _MARK} is no git repository, or a damaged one")
    return WorkTree(top, private, common)


def _pointed(file: Path, word: bytes) -> Path:
    """Return the folder that a file of one line names, as seen from the file's."""
    with file.open("rb") as stream:
        line = stream.read(_LONGEST).strip()
    if not line.startswith(word):
        raise GitError(f"{file} names no repository")
    named = line.removeprefix(word).strip().decode("utf-8", "surrogateescape")
    return (file.parent / named).resolve()

"""Revisions, trees and blobs of a repository, by commands that only read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.git.calling import call_git
from setpoint.git.errors import GitError
from setpoint.git.finding import WorkTree, find_work_tree
from setpoint.git.view import view_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_FILES: Final = frozenset({b"100644", b"100755"})
_LINKS: Final = frozenset({b"120000"})
_MODULES: Final = frozenset({b"160000"})
_SINCE: Final = "..."


class Entry(NamedTuple):
    """A file, link or submodule: its path in the repository, its blob's or commit's id."""

    path: str
    blob: str


class GitReader:
    """Reads one repository.

    Args:
        tree: The checkout that the repository was found by.
        view: What git is shown of it.
    """

    def __init__(self, tree: WorkTree, view: Path) -> None:
        self.tree = tree
        self._view = view

    def commit(self, revision: str) -> str | None:
        """Return a revision's commit id; None if there is none.

        `REVISION...` is where HEAD left it, as with `git diff REVISION...`.
        """
        if revision.endswith(_SINCE):
            other = self.commit(revision.removesuffix(_SINCE))
            return self.fork("HEAD", other) if other else None
        wanted = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return self._word("rev-parse", *wanted)

    def fork(self, one: str, other: str) -> str | None:
        """Return the commit where two parted; None if they have none in common."""
        return self._word("merge-base", "--end-of-options", one, other)

    def files(self, commit: str, prefix: str) -> Iterator[Entry]:
        """Yield the regular files below a folder; links and submodules are left out.

        Args:
            commit: The commit's id.
            prefix: The folder, empty or with a slash at its end.

        Raises:
            GitError: The commit can't be read.
        """
        return self._entries(commit, prefix, _FILES)

    def links(self, commit: str, prefix: str) -> Iterator[Entry]:
        """Yield the symbolic links below a folder; the blob of each holds where it leads.

        Raises:
            GitError: The commit can't be read.
        """
        return self._entries(commit, prefix, _LINKS)

    def modules(self, commit: str, prefix: str) -> Iterator[Entry]:
        """Yield the submodules below a folder; in place of a blob's id each has its commit's.

        Raises:
            GitError: The commit can't be read.
        """
        return self._entries(commit, prefix, _MODULES)

    def holds(self, commit: str, path: str) -> bool:
        """Return whether a commit has a file or a link of that path in the repository.

        Raises:
            GitError: The commit can't be read.
        """
        found = self._run("ls-tree", "-z", "--full-tree", commit, "--", path)
        return found.partition(b" ")[0] in _FILES | _LINKS

    def _entries(self, commit: str, prefix: str, modes: frozenset[bytes]) -> Iterator[Entry]:
        where = ("--", prefix) if prefix else ()
        text = self._run("ls-tree", "-r", "-z", "--full-tree", commit, *where)
        for entry in text.split(b"\0")[:-1]:
            meta, _, path = entry.partition(b"\t")
            mode, _, blob = meta.split(b" ")
            if mode in modes:
                yield Entry(path.decode("utf-8", "surrogateescape"), blob.decode())

    def sizes(self, blobs: Sequence[str]) -> list[int | None]:
        """Return the size of each blob in bytes, None for one that isn't there."""
        found = self._run("cat-file", "--batch-check=%(objectsize)", given=_lines(blobs))
        return [int(size) if size.isdigit() else None for size in found.splitlines()]

    def contents(self, blobs: Sequence[str]) -> Mapping[str, bytes]:
        """Return each blob's content.

        Raises:
            GitError: One isn't there.
        """
        rest = memoryview(self._run("cat-file", "--batch", given=_lines(blobs)))
        contents: dict[str, bytes] = {}
        for blob in blobs:
            head = bytes(rest[:128]).partition(b"\n")[0]
            size = head.rsplit(b" ", 1)[-1]
            if not size.isdigit():
                raise GitError(f"git has lost the object {blob}")
            start = len(head) + 1
            contents[blob] = bytes(rest[start : start + int(size)])
            rest = rest[start + int(size) + 1 :]
        return contents

    def _word(self, *arguments: str) -> str | None:
        answer = call_git(self._view, *arguments)
        return None if answer.failure else answer.out.decode("ascii", "replace").strip() or None

    def _run(self, *arguments: str, given: bytes = b"") -> bytes:
        answer = call_git(self._view, *arguments, given=given)
        if answer.failure:
            raise GitError(answer.failure)
        return answer.out


@contextmanager
def open_repository(folder: Path) -> Iterator[GitReader]:
    """Give a reader of the repository that a folder is in.

    Raises:
        GitError: There is none, or no git.
    """
    tree = find_work_tree(folder)
    with view_of(tree) as view:
        yield GitReader(tree, view)


def _lines(words: Sequence[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()

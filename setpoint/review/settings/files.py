"""The files of a project's side, with what tells whether two are the same."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_SKIPPED: Final = frozenset({"node_modules"})
_COMPILED: Final = "__pycache__"
_FLAGS: Final = slice(4, 8)  # of a compiled module (PEP 552)
_HASHED: Final = 1
SHA1_LENGTH: Final = 40


class ProjectFiles(Protocol):
    """Every regular file and every link of a project, but for those in hidden folders."""

    @property
    def root(self) -> Path:
        """A folder with the project's settings, `Pulumi*.yaml`."""

    def paths(self, shown: Collection[str] = ()) -> Iterable[str]:
        """Files' paths below the project.

        Args:
            shown: Hidden folders that count nevertheless.
        """

    def links(self, shown: Collection[str] = ()) -> Iterable[str]:
        """The same of symbolic links."""

    @property
    def id_length(self) -> int | None:
        """Of git's ids: 40 (SHA-1) or 64 (SHA-256); None where any can be worked out."""

    def digest(self, path: str, length: int) -> str:
        """Return git's id of a file's content or of where a link leads, of so many characters."""


@dataclass(frozen=True, slots=True)
class RevisionFiles:
    """A revision's: git's ids are known.

    Attributes:
        blobs: Ids of files' blobs by path.
        targets: Ids of links' blobs by path.
    """

    root: Path
    blobs: Mapping[str, str]
    targets: Mapping[str, str]

    def paths(self, shown: Collection[str] = ()) -> Iterable[str]:
        """Files' paths below the project."""
        return [path for path in self.blobs if not _hidden(path, shown)]

    def links(self, shown: Collection[str] = ()) -> Iterable[str]:
        """Links' paths below the project."""
        return [path for path in self.targets if not _hidden(path, shown)]

    @property
    def id_length(self) -> int | None:
        """That of the repository."""
        return next(map(len, self.blobs.values()), None)

    def digest(self, path: str, length: int) -> str:
        """Return git's id; two sides of one repository have ids of one length."""
        del length
        return self.blobs.get(path) or self.targets[path]


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """A folder's: what is asked for is read. Links are no files, as in a revision.

    Modules that Python has compiled are left out, but for those that it takes without looking
    at their source's time: they came with the folder.
    """

    root: Path

    @property
    def id_length(self) -> int | None:
        """Any."""
        return None

    def paths(self, shown: Collection[str] = ()) -> Iterable[str]:
        """Files' paths below the project."""
        for path in self._walk(shown):
            file = self.root / path
            if file.is_file() and not file.is_symlink() and not _compiled_here(file):
                yield path

    def links(self, shown: Collection[str] = ()) -> Iterable[str]:
        """Links' paths below the project."""
        return (path for path in self._walk(shown) if (self.root / path).is_symlink())

    def _walk(self, shown: Collection[str]) -> Iterator[str]:
        for folder, folders, names in os.walk(self.root):
            here = Path(folder).relative_to(self.root)
            paths = {name: (here / name).as_posix() for name in sorted((*folders, *names))}
            folders[:] = [name for name in sorted(folders) if not _hidden(paths[name], shown)]
            yield from (path for path in paths.values() if not _hidden(path, shown))

    def digest(self, path: str, length: int) -> str:
        """Return git's id of a blob with the file's content."""
        file = self.root / path
        content = os.fsencode(file.readlink()) if file.is_symlink() else file.read_bytes()
        named = b"blob %d\0" % len(content)
        kind = "sha1" if length == SHA1_LENGTH else "sha256"
        return hashlib.new(kind, named + content, usedforsecurity=False).hexdigest()


def _compiled_here(file: Path) -> bool:
    """Whether Python compiled a module where its source lies, as a time beside it shows.

    One that has a hash in place of the time is run whatever its source says: `git checkout`
    sets times, so a time that fits can't come with a commit, and a hash can (PEP 552).
    """
    if file.parent.name != _COMPILED:
        return False
    with file.open("rb") as stream:
        head = stream.read(_FLAGS.stop)
    return not int.from_bytes(head[_FLAGS], "little") & _HASHED


def _hidden(path: str, shown: Collection[str]) -> bool:
    if any(f"{path}/".startswith(one) or one.startswith(f"{path}/") for one in shown):
        return False
    return any(part.startswith(".") or part in _SKIPPED for part in path.split("/"))

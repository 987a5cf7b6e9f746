"""The files of a project's side, with what tells whether two are the same."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SKIPPED: Final = frozenset({"node_modules", "__pycache__"})
SHA1_LENGTH: Final = 40


class ProjectFiles(Protocol):
    """Every regular file of a project, but for those in hidden folders."""

    @property
    def root(self) -> Path:
        """A folder with the project's settings, `Pulumi*.yaml`."""

    def paths(self) -> Iterable[str]:
        """Paths below the project."""

    @property
    def id_length(self) -> int | None:
        """Of git's ids: 40 (SHA-1) or 64 (SHA-256); None where any can be worked out."""

    def digest(self, path: str, length: int) -> str:
        """Return git's id of a file's content, of so many characters."""


@dataclass(frozen=True, slots=True)
class RevisionFiles:
    """A revision's: git's ids are known.

    Attributes:
        blobs: Ids of blobs by path.
    """

    root: Path
    blobs: Mapping[str, str]

    def paths(self) -> Iterable[str]:
        """Paths below the project."""
        return [path for path in self.blobs if not _hidden(path)]

    @property
    def id_length(self) -> int | None:
        """That of the repository."""
        return next(map(len, self.blobs.values()), None)

    def digest(self, path: str, length: int) -> str:
        """Return git's id; two sides of one repository have ids of one length."""
        del length
        return self.blobs[path]


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """A folder's: what is asked for is read. Links are no files, as in a revision."""

    root: Path

    @property
    def id_length(self) -> int | None:
        """Any."""
        return None

    def paths(self) -> Iterable[str]:
        """Paths below the project."""
        for folder, folders, names in os.walk(self.root):
            folders[:] = [each for each in folders if not _hidden(each)]
            here = Path(folder).relative_to(self.root)
            for name in names:
                if (Path(folder) / name).is_file() and not (Path(folder) / name).is_symlink():
                    yield (here / name).as_posix()

    def digest(self, path: str, length: int) -> str:
        """Return git's id of a blob with the file's content."""
        content = (self.root / path).read_bytes()
        named = b"blob %d\0" % len(content)
        kind = "sha1" if length == SHA1_LENGTH else "sha256"
        return hashlib.new(kind, named + content, usedforsecurity=False).hexdigest()


def _hidden(path: str) -> bool:
    return any(part.startswith(".") or part in _SKIPPED for part in path.split("/"))

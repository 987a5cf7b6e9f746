"""The files of a project's side, with what tells whether two are the same.

What counts is what came with the repository. In a folder of a checkout that is whatever HEAD
has, in hidden folders too, and what has been written since beside it; a virtual environment that
somebody installed there is none of it.
"""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass
from functools import cached_property
from posixpath import normpath
from typing import TYPE_CHECKING, Final, Protocol

from setpoint.review.settings.committed import LARGEST_READ, Kind, leads_out, ways

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from setpoint.review.settings.committed import Committed, Item

_SKIPPED: Final = frozenset({"node_modules"})
_GIT: Final = ".git"
_INSTALLED: Final = "pyvenv.cfg"  # marks a virtual environment (PEP 405)
_COMPILED: Final = "__pycache__"
_FLAGS: Final = slice(4, 8)  # of a compiled module (PEP 552)
_HASHED: Final = 1
_PIECE: Final = 1_000_000  # bytes of a file that are held at once
SHA1_LENGTH: Final = 40


class ProjectFiles(Protocol):
    """Files, links and submodules of a project; `../` leads to the repository's others."""

    @property
    def root(self) -> Path:
        """A folder with the project's settings, `Pulumi*.yaml`."""

    @property
    def place(self) -> Path:
        """The absolute folder in which the project is, or would be when it is deployed here."""

    def paths(self) -> Iterable[str]:
        """Regular files' paths below the project."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """What there is below the project, by path."""

    def below(self, path: str, *, installed: bool) -> Mapping[str, Kind]:
        """Return what is at a path and below, or the link or submodule on the way to it.

        Args:
            path: Seen from the project, without a detour; nothing is outside of the repository.
            installed: Whether somebody installs it, so that what isn't committed doesn't count.
        """

    def around(self) -> Iterable[str]:
        """Paths that a commit has in the repository beside the project; each leads out of it."""

    def contents(self, paths: Collection[str]) -> Mapping[str, bytes]:
        """Return what files hold and where links lead, without what is large."""

    @property
    def id_length(self) -> int | None:
        """Of git's ids: 40 (SHA-1) or 64 (SHA-256); None where any can be worked out."""

    def digest(self, path: str, length: int) -> str:
        """Return git's id of what is at a path, of so many characters."""


@dataclass(frozen=True)
class RevisionFiles:
    """A revision's: git's ids are known."""

    root: Path
    committed: Committed

    @property
    def place(self) -> Path:
        """The project's folder in the checkout."""
        return self.committed.place

    def paths(self) -> Iterable[str]:
        """Regular files' paths below the project."""
        return [path for path, kind in self.kinds.items() if kind is Kind.file]

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """What there is below the project, by path."""
        return _kinds(self.committed.items())

    def below(self, path: str, *, installed: bool) -> Mapping[str, Kind]:
        """Return what is at a path and below, or the link or submodule on the way to it."""
        del installed
        return _kinds(self.committed.below(path))

    def around(self) -> Iterable[str]:
        """Paths in the repository beside the project."""
        return self.committed.around()

    def contents(self, paths: Collection[str]) -> Mapping[str, bytes]:
        """Return what files hold and where links lead."""
        items = {path: item for path in paths if (item := self.committed.item(path))}
        texts = self.committed.contents(item.id for item in items.values())
        return {path: texts[item.id] for path, item in items.items() if item.id in texts}

    @property
    def id_length(self) -> int | None:
        """That of the repository."""
        return len(self.committed.commit)

    def digest(self, path: str, length: int) -> str:
        """Return git's id; two sides of one repository have ids of one length."""
        del length
        item = self.committed.item(path)
        return item.id if item else ""


@dataclass(frozen=True)
class FolderFiles:
    """A folder's: what is asked for is read.

    Modules that Python has compiled here are left out: those that HEAD hasn't, and that it takes
    only where a time beside them is their source's.

    Attributes:
        committed: What HEAD has there; None of a folder in no repository, of which nothing
            outside of it counts, and nothing that somebody may have installed.
    """

    root: Path
    committed: Committed | None = None

    @property
    def place(self) -> Path:
        """The folder itself."""
        return self.root.resolve()

    @property
    def id_length(self) -> int | None:
        """Any."""
        return None

    def paths(self) -> Iterable[str]:
        """Regular files' paths below the project."""
        return [path for path, kind in self.kinds.items() if kind is Kind.file]

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """What there is below the project, by path."""
        return {
            **self._known(self.committed.items() if self.committed else {}),
            **{path: kind for path in self._walk(".") if (kind := self._kind(path))},
        }

    def below(self, path: str, *, installed: bool) -> Mapping[str, Kind]:
        """Return what is at a path and below, or the link or submodule on the way to it."""
        if leads_out(path) and not self.committed:
            return {}
        known = self._known(self.committed.below(path) if self.committed else {})
        if installed or (leads_out(path) and not known):
            return known
        here = next((one for one in ways(path) if self._is_link(one)), None)
        if here is not None:
            return {here: Kind.link}
        walked = (path, *self._walk(path, shown=True))
        return {**known, **{one: kind for one in walked if (kind := self._kind(one))}}

    def around(self) -> Iterable[str]:
        """Paths that HEAD has in the repository beside the project."""
        return self.committed.around() if self.committed else ()

    def contents(self, paths: Collection[str]) -> Mapping[str, bytes]:
        """Return what files hold and where links lead."""
        return {path: found for path in paths if (found := self._content(path)) is not None}

    def digest(self, path: str, length: int) -> str:
        """Return git's id of a blob with the file's content, a submodule's commit in HEAD."""
        item = self.committed.item(path) if self.committed else None
        if item and item.kind is Kind.module and self._kind(path) is None:
            return item.id
        kind = "sha1" if length == SHA1_LENGTH else "sha256"
        found = hashlib.new(kind, usedforsecurity=False)
        with self._open(path) as content:
            found.update(b"blob %d\0" % content.seek(0, os.SEEK_END))
            content.seek(0)
            while piece := content.read(_PIECE):
                found.update(piece)
        return found.hexdigest()

    def _known(self, items: Mapping[str, Item]) -> Mapping[str, Kind]:
        """What HEAD has and is there still, as it is there."""
        found = ((path, self._there(path) or _module(item)) for path, item in items.items())
        return {path: kind for path, kind in found if kind}

    def _kind(self, path: str) -> Kind | None:
        found = self._there(path)
        return None if found is Kind.file and _compiled_here(self.root / path) else found

    def _there(self, path: str) -> Kind | None:
        file = self.root / path
        if file.is_symlink():
            return Kind.link
        return Kind.file if file.is_file() else None

    def _is_link(self, path: str) -> bool:
        return (self.root / path).is_symlink()

    def _content(self, path: str) -> bytes | None:
        file = self.root / path
        return self._read(path) if file.lstat().st_size <= LARGEST_READ else None

    def _read(self, path: str) -> bytes:
        with self._open(path) as content:
            return content.read()

    def _open(self, path: str) -> BinaryIO:
        file = self.root / path
        return io.BytesIO(os.fsencode(file.readlink())) if file.is_symlink() else file.open("rb")

    def _walk(self, start: str, *, shown: bool = False) -> Iterator[str]:
        """Yield what is below a folder but for submodules; hidden folders only if shown."""
        for folder, folders, names in os.walk(self.root / start):
            here = os.path.relpath(folder, self.root)
            folders[:] = [
                name
                for name in sorted(folders)
                if name != _GIT
                and (shown or not _hidden(name))
                and not self._is_apart(normpath(f"{here}/{name}"))
            ]
            seen = (name for name in (*folders, *sorted(names)) if shown or not _hidden(name))
            yield from (normpath(f"{here}/{name}") for name in seen)

    def _is_apart(self, folder: str) -> bool:
        """Whether a folder is a submodule, or a virtual environment that was installed here."""
        if self.committed is None:
            return False
        item = self.committed.item(folder)
        marked = (self.root / folder / _INSTALLED).is_file()
        return marked or bool(item and item.kind is Kind.module)


def _kinds(items: Mapping[str, Item]) -> Mapping[str, Kind]:
    return {path: item.kind for path, item in items.items()}


def _module(item: Item) -> Kind | None:
    return Kind.module if item.kind is Kind.module else None


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


def _hidden(name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED

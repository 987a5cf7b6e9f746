"""What a commit has in a project, and around it as far as the repository goes."""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum
from functools import cached_property
from pathlib import PurePosixPath
from posixpath import relpath
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.git import GitError, find_work_tree, open_repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from setpoint.git import Entry

LARGEST_READ: Final = 4_000_000  # bytes of a file that is asked what it names
_OUT: Final = ".."
_DEEP: Final = "/" + "_/" * 64  # deeper than any way out
_AFTER_SLASH: Final = "0"  # the character that follows the slash


class Kind(Enum):
    """What an entry of a folder is."""

    file = "file"
    link = "link"
    module = "module"


class Item(NamedTuple):
    """An entry with git's id of it: a blob's, or of a submodule its commit's."""

    kind: Kind
    id: str


class Committed:
    """A commit, seen from a project's folder: paths are the project's, `../` leads out of it.

    Args:
        project: A folder of the repository.
        commit: The commit's id.
        prefix: The project's path in the repository, empty or with a slash at its end.
    """

    def __init__(self, project: Path, commit: str, prefix: str) -> None:
        self.commit = commit
        self.prefix = prefix
        self._project = project

    @cached_property
    def place(self) -> Path:
        """Where the project is, or would be, on disk."""
        return find_work_tree(self._project).top / self.prefix

    def contents(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """Return what blobs hold, without those that are missing or large."""
        wanted = list(dict.fromkeys(ids))
        with open_repository(self._project) as reader:
            sizes = zip(wanted, reader.sizes(wanted), strict=True)
            small = [one for one, size in sizes if size is not None and size <= LARGEST_READ]
            return reader.contents(small)

    def items(self) -> Mapping[str, Item]:
        """Return everything below the project."""
        return self._own

    def below(self, path: str) -> Mapping[str, Item]:
        """Return what is at a path and below, or the link or submodule on the way to it.

        Args:
            path: Without a detour, as `normpath` gives it.
        """
        parts = PurePosixPath(path).parts
        if parts.count(_OUT) > len(PurePosixPath(self.prefix).parts):
            return {}
        items, names = self._seen_from(path)
        on_the_way = next((one for one in ways(path) if one in items), None)
        if on_the_way is not None:
            return {on_the_way: items[on_the_way]}
        if path == "." or set(parts) == {_OUT}:
            return {name: items[name] for name in names if is_below(name, path)}
        start = bisect_left(names, f"{path}/")
        end = bisect_left(names, f"{path}{_AFTER_SLASH}")
        return {name: items[name] for name in names[start:end]}

    def around(self) -> list[str]:
        """Return the paths in the repository that lead out of the project."""
        return [path for path in self._all_names if leads_out(path)]

    def item(self, path: str) -> Item | None:
        """Return what is at a path itself."""
        return self._seen_from(path)[0].get(path)

    def _seen_from(self, path: str) -> tuple[Mapping[str, Item], list[str]]:
        return (self._all, self._all_names) if leads_out(path) else (self._own, self._own_names)

    @cached_property
    def _own(self) -> Mapping[str, Item]:
        return self._read(self.prefix)

    @cached_property
    def _all(self) -> Mapping[str, Item]:
        return self._read("") if self.prefix else self._own

    @cached_property
    def _own_names(self) -> list[str]:
        return sorted(self._own)

    @cached_property
    def _all_names(self) -> list[str]:
        return sorted(self._all)

    def _read(self, prefix: str) -> Mapping[str, Item]:
        with open_repository(self._project) as reader:
            listed = (
                (Kind.file, reader.files(self.commit, prefix)),
                (Kind.link, reader.links(self.commit, prefix)),
                (Kind.module, reader.modules(self.commit, prefix)),
            )
            return {
                path: Item(kind, id_)
                for kind, entries in listed
                for path, id_ in self._from_project(entries)
            }

    def _from_project(self, entries: Iterator[Entry]) -> Iterator[tuple[str, str]]:
        for path, id_ in entries:
            if _OUT in path.split("/"):
                continue  # git checks no such path out
            if path.startswith(self.prefix):
                yield path.removeprefix(self.prefix), id_
            else:
                yield relpath(path, self.prefix), id_


def committed_at(project: Path) -> Committed | None:
    """Return what the checkout around a project has of it in HEAD; None in no repository."""
    try:
        with open_repository(project) as reader:
            commit = reader.commit("HEAD")
            return Committed(project, commit, reader.tree.prefix(project)) if commit else None
    except GitError:
        return None


def ways(path: str) -> Iterator[str]:
    """Yield a path's folders from the outermost on, and the path itself."""
    parts = PurePosixPath(path).parts
    yield from (PurePosixPath(*parts[: end + 1]).as_posix() for end in range(len(parts)))


def leads_out(path: str) -> bool:
    """Whether a path without detours leads out of the project."""
    return path == _OUT or path.startswith(f"{_OUT}/")


def is_below(path: str, folder: str) -> bool:
    """Whether a path is in a folder; both are without detours, and may lead out."""
    return not leads_out(relpath(f"{_DEEP}{path}", f"{_DEEP}{folder}"))

"""Which files a deployment runs, or installs what it runs by.

They go by their names, and by what names them: Pulumi.yaml's plugins, virtual environment,
program's folder, packages and state; the lists of what is installed, which go on in other files;
links. What is named counts wherever it is in the repository, in hidden folders and beside the
project. With a module of a package comes all that lies in the package. Where a virtual
environment lies beside the project, the packages beside it are installed in it, as in a
checkout of theirs.
"""

from __future__ import annotations

from functools import cached_property
from os.path import relpath
from pathlib import PurePosixPath
from posixpath import dirname, normpath
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.git import GitError
from setpoint.review.settings.by_name import belongs, counts, counts_above, is_list, packages
from setpoint.review.settings.committed import Kind, is_below, leads_out
from setpoint.review.settings.lists import named_in_list
from setpoint.review.settings.values import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.review.settings.files import ProjectFiles

_PROJECT: Final = "Pulumi.yaml"
_NAMING: Final = ("plugins", "packages", "runtime.options", "main", "backend.url")
_ONLY_CODE: Final = "main"
_INSTALLED: Final = "runtime.options.virtualenv"
_MOST_NAMED: Final = 20_000
_DEEPEST: Final = 3  # parts of src/NAME/__init__.py
_BACKEND: Final = "backend.url"
_FILE_ADDRESS: Final = "file://"


class Named(NamedTuple):
    """A place that something names.

    Attributes:
        path: Seen from the project, without a detour.
        whole: Whether every file there counts, or what its name says.
        installed: Whether what isn't committed there doesn't count: somebody has installed it.
        package: Whether it is one of Python's, whose tests and pages don't count.
    """

    path: str
    whole: bool
    installed: bool = False
    package: bool = False


class Program:
    """What of a project's side, and around it, runs with a deployment's credentials."""

    def __init__(self, files: ProjectFiles) -> None:
        self._files = files
        self._own = {**_in_project(files), **_above(files)}
        self._places: dict[Named, Mapping[str, Kind]] = {}

    def files(self, named: Iterable[Named] | None = None) -> dict[str, Kind]:
        """Return the files, links and submodules by path.

        Args:
            named: The places that count beside the project; those that it names where left out.
        """
        found = dict(self._own)
        for place in self.named if named is None else named:
            found |= self._at(place)
        return found

    @cached_property
    def named(self) -> frozenset[Named]:
        """The places that the side names, and those that these name in turn.

        Raises:
            GitError: They are more than lists of packages name.
        """
        named = set(_named_in_project(self._files))
        found = dict(self._own)
        waiting, followed = list(named), set[str]()
        while waiting or found.keys() - followed:
            for place in waiting:
                found |= self._at(place)
            fresh = {path: found[path] for path in found.keys() - followed}
            followed |= found.keys()
            waiting = list(set(_named_in(self._files, fresh)) - named)
            named.update(waiting)
            if len(named) > _MOST_NAMED:
                raise GitError(
                    f"The lists of packages name more than {_MOST_NAMED:,} files and folders"
                )
        return frozenset(named)

    def _at(self, place: Named) -> Mapping[str, Kind]:
        if place not in self._places:
            self._places[place] = _at(self._files, place)
        return self._places[place]


def _in_project(files: ProjectFiles) -> dict[str, Kind]:
    """Return what of the project's own files counts without being named."""
    found = {path: kind for path, kind in files.kinds.items() if counts(path, kind)}
    folders = packages(list(found))
    return found | {path: kind for path, kind in files.kinds.items() if belongs(path, folders)}


def _above(files: ProjectFiles) -> dict[str, Kind]:
    """Return what CI and tools find above the project."""
    named = (path for path in files.around() if counts_above(path))
    return {
        found: kind for path in named for found, kind in files.below(path, installed=True).items()
    }


def _at(files: ProjectFiles, place: Named) -> Mapping[str, Kind]:
    below = files.below(place.path, installed=place.installed).items()
    if place.whole:
        return dict(below)
    if place.package:
        return {path: kind for path, kind in below if belongs(path, frozenset({place.path}))}
    return {
        path: kind
        for path, kind in below
        if path == place.path or counts(path, kind) or is_below(place.path, path)
    }


def _named_in_project(files: ProjectFiles) -> Iterator[Named]:
    for setting, value in read_settings(files.root, _PROJECT).items():
        if not setting.startswith(_NAMING):
            continue
        written = value.value.strip("'\"")
        if setting == _BACKEND:
            yield from _state(files, written)
            continue
        path = _seen(files, written)
        whole = setting != _ONLY_CODE and not is_below(".", path)
        yield Named(path, whole, installed=setting == _INSTALLED)
        if setting == _INSTALLED:
            yield from _packages_beside(files, path)


def _state(files: ProjectFiles, address: str) -> Iterator[Named]:
    """Yield where the stacks' state is committed, if it is in a folder."""
    if address.startswith(_FILE_ADDRESS):
        path = address.removeprefix(_FILE_ADDRESS).split("?", 1)[0]
        yield Named(_seen(files, path), whole=not is_below(".", _seen(files, path)), installed=True)


def _packages_beside(files: ProjectFiles, environment: str) -> Iterator[Named]:
    """Yield the packages that lie where a virtual environment outside of the project does."""
    folder = dirname(environment)
    if not leads_out(folder):
        return
    beside = [
        path
        for path in files.around()
        if is_below(path, folder) and len(PurePosixPath(relpath(path, folder)).parts) <= _DEEPEST
    ]
    for package in packages(beside):
        yield Named(package, whole=False, installed=True, package=True)


def _named_in(files: ProjectFiles, found: Mapping[str, Kind]) -> Iterator[Named]:
    """Yield what lists name, as seen from their folder and from the project's, and links."""
    asked = [path for path, kind in found.items() if _names(path, kind)]
    for path, content in files.contents(asked).items():
        text = content.decode("utf-8", "surrogateescape")
        if found[path] is Kind.link:
            yield Named(_seen(files, text, dirname(path)), whole=False)
            continue
        for name in named_in_list(text):
            yield Named(_seen(files, name, dirname(path)), whole=False)
            yield Named(_seen(files, name), whole=False)


def _names(path: str, kind: Kind) -> bool:
    if kind is Kind.link:
        return True
    return kind is Kind.file and is_list(path)


def _seen(files: ProjectFiles, path: str, folder: str = "") -> str:
    """Return a path in a folder as seen from the project; it may be absolute, or lead back."""
    place = files.place
    return relpath(normpath(place / folder / path.replace("\0", "")), place)

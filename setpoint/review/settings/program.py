"""Which files a deployment runs, or installs what it runs by.

They go by their names, and by what names them: Pulumi.yaml's plugins, virtual environment,
program's folder and packages; the lists of what is installed, which go on in other files; links.
What is named counts wherever it is in the repository, in hidden folders and beside the project.
"""

from __future__ import annotations

import re
from functools import cached_property
from os.path import relpath
from pathlib import PurePosixPath
from posixpath import dirname, normpath
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.git import GitError
from setpoint.review.settings.committed import Kind, is_below
from setpoint.review.settings.lists import named_in_list
from setpoint.review.settings.values import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.review.settings.files import ProjectFiles

_PROJECT: Final = "Pulumi.yaml"
_NAMING: Final = ("plugins", "packages", "runtime.options", "main")
_ONLY_CODE: Final = "main"
_INSTALLED: Final = "runtime.options.virtualenv"
_MOST_NAMED: Final = 20_000
# Of a file's name: what says which packages are installed.
_LIST: Final = re.compile(
    r"[^/]+\.(?:txt|in|lock)|pyproject\.toml|setup\.cfg|(?:uv|poetry|pdm)\.toml|Pipfile"
    r"|pylock(?:\.[^/]+)?\.toml"
)
# What Python imports, what is installed, what Pulumi starts.
_PROGRAM: Final = re.compile(
    r"[^/]+\.(?:py|pyw|pyc|pyd|so|pth|whl|egg|zip|pyz)|[^/]+\.tar\.(?:gz|bz2|xz)|PulumiPlugin\.yaml"
    r"|pulumi-(?:resource|language|analyzer|converter|tool)-[^/]+|pip\.conf|\.python-version"
)
# Of a link's or submodule's name: what Python imports besides, a folder.
_PACKAGE: Final = re.compile(r"\w+")


class Named(NamedTuple):
    """A place that something names.

    Attributes:
        path: Seen from the project, without a detour.
        whole: Whether every file there counts, or code alone.
        installed: Whether it is where somebody installs the program's packages.
    """

    path: str
    whole: bool
    installed: bool = False


class Program:
    """What of a project's side, and around it, runs with a deployment's credentials."""

    def __init__(self, files: ProjectFiles) -> None:
        self._files = files
        self._own = {path: kind for path, kind in files.kinds.items() if _counts(path, kind)}
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


def _at(files: ProjectFiles, place: Named) -> Mapping[str, Kind]:
    below = files.below(place.path, installed=place.installed).items()
    if place.whole:
        return dict(below)
    return {
        path: kind
        for path, kind in below
        if path == place.path or _counts(path, kind) or is_below(place.path, path)
    }


def _named_in_project(files: ProjectFiles) -> Iterator[Named]:
    for setting, value in read_settings(files.root, _PROJECT).items():
        if not setting.startswith(_NAMING):
            continue
        path = _seen(files, value.value.strip("'\""))
        whole = setting != _ONLY_CODE and not is_below(".", path)
        yield Named(path, whole, installed=setting == _INSTALLED)


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
    return kind is Kind.file and bool(_LIST.fullmatch(PurePosixPath(path).name))


def _seen(files: ProjectFiles, path: str, folder: str = "") -> str:
    """Return a path in a folder as seen from the project; it may be absolute, or lead back."""
    place = files.place
    return relpath(normpath(place / folder / path.replace("\0", "")), place)


def _counts(path: str, kind: Kind) -> bool:
    """Whether a name says that it is run; a link or submodule may be a package of that name."""
    name = PurePosixPath(path).name
    if kind is not Kind.file and _PACKAGE.fullmatch(name):
        return True
    return bool(_PROGRAM.fullmatch(name) or _LIST.fullmatch(name))

"""Where the sides of a comparison come from: a git revision, a folder, the working tree.

Of a revision only the config's own files are taken out of git, into a temporary folder; neither
index nor working tree is touched. The project is where that revision has it, which may be another
folder than now. A symbolic link in the place of a file of the config is refused, as in a folder.

What names a side may not be up to the files that are compared: a pull request can have a folder
called `main`, or like a commit.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.config.reading import LINK
from setpoint.git import GitError, open_repository, require_no_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.git import Entry, GitReader

_CONFIG = re.compile(r"Pulumi(?:\.[^/]+)?\.(?:yaml|yml|json)|alerts\.yaml|alerts/[^/]+\.ya?ml")
_PROJECT = "Pulumi.yaml"
_FOLDER = "alerts"
_PAGE = ".md"
_MOST_FILES = 20_000
_LARGEST = 8_000_000
_LARGEST_SUM = 32_000_000
_MAIN = "refs/remotes/origin/HEAD"
WORKING_TREE = "the working tree"


class RevisionError(Exception):
    """A side that can't be found; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A revision's config in a folder.

    Attributes:
        commit: The revision's commit id.
        prefix: The project's path in its repository, empty or with a slash at its end; None if
            the revision has no project there.
    """

    commit: str
    prefix: str | None


def extract(start: Path, revision: str | None, folder: Path) -> Extracted:
    """Write the config's files of a revision into a folder; none if it has no project there.

    Pages of runbooks are written empty: the config only asks whether they are there.

    Args:
        start: A folder in a repository; the project is there or in the nearest folder above.
        revision: What git calls it; `REVISION...` is where HEAD left it. None is where the branch
            left the remote's main branch, HEAD without a remote.
        folder: An empty folder.

    Raises:
        RevisionError: There is no such revision or repository, or a file is a link or larger than
            the config may be.
    """
    _require_no_link(start)
    try:
        with open_repository(start) as reader:
            commit = _commit(reader, revision)
            prefix = _project(reader, commit, reader.tree.prefix(start))
            if prefix is None:
                return Extracted(commit, None)
            listed = list(_below(reader.files(commit, prefix), prefix))
            _refuse_links(_below(reader.links(commit, prefix), prefix))
            _extract(reader, listed, folder)
    except GitError as error:
        raise RevisionError(f"{error}; name two folders to compare") from error
    return Extracted(commit, prefix)


def _require_no_link(start: Path) -> None:
    try:
        require_no_link(start)
    except GitError as error:
        raise RevisionError(str(error)) from error


def folders_among(start: Path, names: Sequence[str]) -> frozenset[str]:
    """Return which of the sides' names are folders' rather than revisions'.

    That is what is written as a path (`./before`, `../before`, `/tmp/before`), and two names of
    folders with a project that are no revisions. One name alone is never taken for a folder's.

    Args:
        start: A folder in the repository, if there is one.
        names: One side's or both sides'.

    Raises:
        RevisionError: A path leads to no project, or a name is empty.
    """
    if not all(names):
        raise RevisionError("The name of a side is empty: name a revision, or leave it away")
    paths = frozenset(name for name in names if _is_path(name))
    for path in paths:
        if not _has_project(path):
            raise RevisionError(f"There is no folder {path} with a project, a {_PROJECT}")
    rest = [name for name in names if name not in paths]
    if len(names) > 1 and all(map(_has_project, rest)) and not _any_revision(start, rest):
        return frozenset(names)
    return paths


def _is_path(name: str) -> bool:
    """Whether a name can't be a revision's: none begins so (git-check-ref-format)."""
    return Path(name).is_absolute() or name.replace(os.sep, "/").split("/")[0] in {".", ".."}


def _has_project(name: str) -> bool:
    return (Path(name) / _PROJECT).is_file()


def _any_revision(start: Path, names: Sequence[str]) -> bool:
    try:
        with open_repository(start) as reader:
            return any(reader.commit(name) for name in names)
    except GitError:
        return False  # no repository, no revisions


def _project(reader: GitReader, commit: str, prefix: str) -> str | None:
    """Return the path of the project that a folder is in, as a commit has it."""
    parts = prefix.split("/")[:-1]
    for count in range(len(parts), -1, -1):
        above = "".join(f"{part}/" for part in parts[:count])
        if reader.holds(commit, f"{above}{_PROJECT}"):
            return above
    return None


def _refuse_links(links: Iterator[Entry]) -> None:
    for path, _ in links:
        if path == _FOLDER or _CONFIG.fullmatch(path):
            raise RevisionError(f"{path} of that revision can't be read: {LINK}")


def _commit(reader: GitReader, revision: str | None) -> str:
    wanted = revision or "HEAD"
    found = reader.commit(wanted) if revision else reader.commit(f"{_MAIN}...")
    found = found or reader.commit(wanted)
    if found is None:
        raise RevisionError(
            f"git knows no revision {wanted!r}; fetch it. A folder is named by a path, as ./before"
        )
    return found


def _extract(reader: GitReader, listed: Sequence[Entry], folder: Path) -> None:
    pages = [name for name, _ in listed if name.endswith(_PAGE)]
    wanted = [entry for entry in listed if _CONFIG.fullmatch(entry.path)]
    if len(pages) + len(wanted) > _MOST_FILES:
        raise RevisionError(
            f"That revision has more than {_MOST_FILES:,} pages (*{_PAGE}) and files of a config"
        )
    for name in pages:
        _write(folder, name, b"")
    _require_small(reader, wanted)
    contents = reader.contents([blob for _, blob in wanted])
    for name, blob in wanted:
        _write(folder, name, contents[blob])


def _below(entries: Iterator[Entry], prefix: str) -> Iterator[Entry]:
    """Yield entries by their paths below the project."""
    for entry in entries:
        name = entry.path.removeprefix(prefix)
        if not _leaves(name):
            yield entry._replace(path=name)


def _require_small(reader: GitReader, wanted: Sequence[Entry]) -> None:
    total = 0
    for entry, size in zip(wanted, reader.sizes([blob for _, blob in wanted]), strict=True):
        if size is None:
            raise RevisionError(
                f"git doesn't have {entry.path} of that revision: the clone is partial, and"
                " nothing is fetched here; run git fetch --refetch --no-filter first"
            )
        if size > _LARGEST:
            raise RevisionError(f"{entry.path} is larger than {_LARGEST // 1_000_000} MB")
        total += size
    if total > _LARGEST_SUM:
        raise RevisionError(f"The config is larger than {_LARGEST_SUM // 1_000_000} MB in all")


def _leaves(name: str) -> bool:
    """Whether a path leads out of the folder; git allows no such tree, but who knows whose."""
    return name.startswith("/") or ".." in name.split("/") or "\\" in name


def _write(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

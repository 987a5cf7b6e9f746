"""Where the sides of a comparison come from: a git revision, a folder, the working tree.

Of a revision only the config's own files are taken out of git, into a temporary folder; neither
index nor working tree is touched. What is a symbolic link there is left out: a revision may be
somebody else's, and a link may lead anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.git import GitError, open_repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setpoint.git import Entry, GitReader

_CONFIG = re.compile(r"Pulumi(?:\.[^/]+)?\.(?:yaml|yml|json)|alerts\.yaml|alerts/[^/]+\.ya?ml")
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
        prefix: The project's path in its repository, empty or with a slash at its end.
        blobs: Ids of the blobs of all of the project's files, by path below the project.
        links: The same of its symbolic links.
    """

    commit: str
    prefix: str
    blobs: Mapping[str, str]
    links: Mapping[str, str]


def extract(project: Path, revision: str | None, folder: Path) -> Extracted:
    """Write the config's files of a revision into a folder; none if the project isn't there.

    Pages of runbooks are written empty: the config only asks whether they are there.

    Args:
        project: The project's folder, in its repository.
        revision: What git calls it; `REVISION...` is where HEAD left it. None is where the branch
            left the remote's main branch, HEAD without a remote.
        folder: An empty folder.

    Raises:
        RevisionError: There is no such revision or repository, or a file is larger than the
            config may be.
    """
    try:
        with open_repository(project) as reader:
            commit, prefix = _commit(reader, revision), reader.tree.prefix(project)
            listed = list(_below(reader.files(commit, prefix), prefix))
            links = dict(_below(reader.links(commit, prefix), prefix))
            _extract(reader, listed, folder)
    except GitError as error:
        raise RevisionError(f"{error}; name two folders to compare") from error
    return Extracted(commit, prefix, dict(listed), links)


def is_folder(text: str) -> bool:
    """Return whether an argument names a folder with a project rather than a revision."""
    folder = Path(text)
    return folder.is_dir() and (folder / "Pulumi.yaml").is_file()


def _commit(reader: GitReader, revision: str | None) -> str:
    wanted = revision or "HEAD"
    found = reader.commit(wanted) if revision else reader.commit(f"{_MAIN}...")
    found = found or reader.commit(wanted)
    if found is None:
        raise RevisionError(
            f"git knows no revision {wanted!r}; fetch it, or name a folder with a project"
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

"""Where the sides of a comparison come from: a git revision, a folder, the working tree.

Of a revision only the config's own files are taken out of git, into a temporary folder, by
commands that run no hooks and touch neither index nor working tree. What is a symbolic link
there is left out: a revision may be somebody else's, and a link may lead anywhere.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONFIG = re.compile(r"Pulumi(?:\.[^/]+)?\.yaml|alerts\.yaml|alerts/[^/]+\.ya?ml")
_PAGE = ".md"
_FILE_MODES = frozenset({b"100644", b"100755"})
_TIMEOUT: Final = 60
_LARGEST = 8_000_000
WORKING_TREE = "the working tree"


class RevisionError(Exception):
    """A side that can't be found; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository that a project is in.

    Attributes:
        project: The project's folder.
        prefix: That folder's path in the repository, empty or with a slash at its end.
    """

    project: Path
    prefix: str

    def commit(self, revision: str) -> str:
        """Return a revision's commit id.

        Raises:
            RevisionError: There is no such revision.
        """
        found = self._try("rev-parse", "--verify", "--quiet", "--end-of-options",
                          f"{revision}^{{commit}}")  # fmt: skip
        if found is None:
            raise RevisionError(
                f"git knows no revision {revision!r}; fetch it, or name a folder with a project"
            )
        return found

    def default_base(self) -> str:
        """Return where the branch left the remote's main branch, HEAD without a remote."""
        remote = self._try("rev-parse", "--verify", "--quiet", "refs/remotes/origin/HEAD")
        fork = self._try("merge-base", "HEAD", remote) if remote else None
        return fork or self.commit("HEAD")

    def extract(self, commit: str, folder: Path) -> None:
        """Write the config's files of a commit into a folder; none if the project isn't there.

        Pages of runbooks are written empty: the config only asks whether they are there.

        Raises:
            RevisionError: A file is larger than the config may be.
        """
        listed = list(self._listed(commit))
        wanted = [(name, blob) for name, blob in listed if _CONFIG.fullmatch(name)]
        for name, _ in listed:
            if name.endswith(_PAGE):
                _write(folder, name, b"")
        for name, content in self._contents(wanted):
            _write(folder, name, content)

    def _listed(self, commit: str) -> Iterator[tuple[str, str]]:
        """Yield path below the project and blob of every regular file."""
        where = ("--", self.prefix) if self.prefix else ()
        text = _git(self.project, "ls-tree", "-r", "-z", "--full-tree", commit, *where)
        for entry in text.split(b"\0"):
            meta, _, path = entry.partition(b"\t")
            name = path.decode("utf-8", "surrogateescape").removeprefix(self.prefix)
            if meta.split(b" ", 1)[0] in _FILE_MODES and not _leaves(name):
                yield name, meta.split(b" ")[2].decode()

    def _contents(self, wanted: list[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
        asked = "".join(f"{blob}\n" for _, blob in wanted).encode()
        sizes = _git(self.project, "cat-file", "--batch-check=%(objectsize)", given=asked).split()
        for (name, _), size in zip(wanted, sizes, strict=True):
            if not size.isdigit() or int(size) > _LARGEST:
                limit = _LARGEST // 1_000_000
                raise RevisionError(f"{name} is larger than {limit} MB, or git has lost it")
        answer = _git(self.project, "cat-file", "--batch", given=asked)
        for name, _ in wanted:
            head, _, rest = answer.partition(b"\n")
            length = int(head.rsplit(b" ", 1)[1])
            yield name, rest[:length]
            answer = rest[length + 1 :]

    def _try(self, *arguments: str) -> str | None:
        try:
            return _git(self.project, *arguments).decode().strip() or None
        except RevisionError:
            return None


def find_repository(project: Path) -> Repository:
    """Return the repository around a project.

    Raises:
        RevisionError: There is none, or no git.
    """
    try:
        prefix = _git(project, "rev-parse", "--show-prefix").decode().rstrip("\n")
    except RevisionError as error:
        raise RevisionError(
            f"{project} is in no git repository; name two folders to compare ({error})"
        ) from error
    return Repository(project, prefix)


def is_folder(text: str) -> bool:
    """Return whether an argument names a folder with a project rather than a revision."""
    folder = Path(text)
    return folder.is_dir() and (folder / "Pulumi.yaml").is_file()


def _leaves(name: str) -> bool:
    """Whether a path leads out of the folder; git allows no such tree, but who knows whose."""
    return name.startswith("/") or ".." in name.split("/") or "\\" in name


def _write(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _git(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, revisions behind --end-of-options
            ("git", "-C", str(folder), *arguments),  # noqa: S607 - the one on PATH
            input=given,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except FileNotFoundError as error:
        raise RevisionError("git is not installed; name two folders to compare") from error
    except subprocess.TimeoutExpired as error:
        raise RevisionError(f"git {arguments[0]} did not answer in {_TIMEOUT}s") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RevisionError(f"git {arguments[0]}: {said[0] if said else 'failed'}")
    return done.stdout

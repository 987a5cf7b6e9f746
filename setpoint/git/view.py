"""A repository's data without its settings: its objects and branches under a config of our own.

A repository's config names programs for a dozen occasions: hooks, file monitors, filters, text
converters, remotes whose `uploadpack` is run to fetch a missing object. Overriding each by name
would go by a list that grows with git, so git sees another repository: a folder whose `objects`
and `refs` are links to the true ones, and whose config says what those data are and no more.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from setpoint.git.calling import call_git

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.git.finding import WorkTree

_COMMON: Final = ("objects", "refs", "packed-refs", "reftable", "shallow", "logs/refs")
_PRIVATE: Final = ("logs/HEAD",)
# How objects and refs are stored, and what `@{upstream}` means: all that is kept of the config.
_KEPT: Final = (
    r"^(extensions\.(objectformat|refstorage)|branch\..*\.(remote|merge)|remote\..*\.fetch)$"
)


@contextmanager
def view_of(tree: WorkTree) -> Iterator[Path]:
    """Give a bare repository with a checkout's data; it is gone after the block."""
    with tempfile.TemporaryDirectory(prefix="setpoint-git-") as name:
        view = Path(name)
        (view / "logs").mkdir()
        _link(view, tree.common, _COMMON)
        _link(view, tree.private, _PRIVATE)
        (view / "HEAD").write_bytes((tree.private / "HEAD").read_bytes())  # git follows no link
        (view / "config").write_bytes(_config(tree.common / "config"))
        yield view


def _link(view: Path, folder: Path, entries: tuple[str, ...]) -> None:
    for entry in entries:
        if (folder / entry).exists():
            (view / entry).symlink_to(folder / entry)


def _config(original: Path) -> bytes:
    kept = list(_settings(original)) if original.is_file() else []
    version = b"1" if any(key.startswith(b"extensions.") for key, _ in kept) else b"0"
    own = ((b"core.repositoryformatversion", version), (b"core.bare", b"true"))
    return b"".join(_written(key, value) for key, value in (*own, *kept))


def _settings(original: Path) -> Iterator[tuple[bytes, bytes]]:
    """Yield what is kept of a config file; files that it includes are not read."""
    wanted = ("config", "--file", str(original), "--no-includes", "--null", "--get-regexp", _KEPT)
    done = call_git(original.parent, *wanted)
    for entry in done.out.split(b"\0")[:-1]:
        key, _, value = entry.partition(b"\n")
        yield key, value


def _written(key: bytes, value: bytes) -> bytes:
    """Return a setting as a section of a config file (git-config, "Syntax")."""
    section, _, rest = key.partition(b".")
    subsection, _, name = rest.rpartition(b".")
    head = section + (b' "' + _escaped(subsection) + b'"' if subsection else b"")
    text = _escaped(value).replace(b"\n", b"\\n").replace(b"\t", b"\\t")
    return b"[" + head + b"]\n\t" + name + b' = "' + text + b'"\n'


def _escaped(text: bytes) -> bytes:
    return text.replace(b"\\", b"\\\\").replace(b'"', b'\\"')

"""Writing a new project: it must load first, and nothing that is there is overwritten."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from setpoint.catalog import build
from setpoint.config import find_project, load_all

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_EXECUTABLE = "pulumi-resource-"
# What a repository often has already, and the project can do without.
_LEFT_ALONE = frozenset({".gitignore", "README.md", "requirements.txt"})


class ExistingFilesError(Exception):
    """Files of the project are there already.

    Attributes:
        names: Which, as paths in the folder.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


def write(folder: Path, files: Mapping[str, str]) -> Sequence[str]:
    """Write the files of a project into a folder, which is made if it is missing.

    Returns:
        The files that are left as they are: a README and the like that was there already.

    Raises:
        ExistingFilesError: Another one is there already; nothing was written.
        ConfigError: The answers don't make a valid config; nothing was written.
    """
    existing = [name for name in files if (folder / name).exists()]
    if not _LEFT_ALONE.issuperset(existing):
        raise ExistingFilesError(existing)
    with TemporaryDirectory() as scratch:
        _write(Path(scratch), files)
        for loaded in load_all(find_project(Path(scratch))).values():
            build(loaded)
    _write(folder, {name: text for name, text in files.items() if name not in existing})
    return existing


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if path.name.startswith(_EXECUTABLE):
            path.chmod(0o755)

"""What an operation works on, read once: the config's catalog, and digests of all that decides."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from setpoint.catalog.model import Catalog
    from setpoint.config import Project

_LENGTH = 64  # of SHA-256 in hexadecimal
WORDS = {
    "config": "the config",
    "settings": "the stack's settings",
    "program": "the program",
    "state": "the stack's state",
    "changes": "what would be done",
    "setpoint": "Setpoint's version",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One environment as it was when it was read.

    Attributes:
        digests: SHA-256 of the config, the stack's settings and the program.
    """

    project: Project
    catalog: Catalog
    digests: dict[str, str]

    def recheck(self) -> None:
        """See that nothing has been edited since.

        Raises:
            CommandError: Something has; nothing was changed.
        """
        now = read_stage(self.project.root, self.catalog.environment).digests
        edited = [WORDS[key] for key, digest in self.digests.items() if now[key] != digest]
        if edited:
            raise CommandError(
                f"Nothing was changed: {' and '.join(edited)} changed since the preview",
                exit_code=1,
            )


def read_stage(start: Path, environment: str) -> Stage:
    """Read and check the config: nothing is provisioned from one with errors.

    Raises:
        ConfigError: With every problem.
    """
    from setpoint.catalog import build
    from setpoint.config import find_project, load
    from setpoint.report.catalog_json import as_json

    project = find_project(start)
    settings = [project.root / "Pulumi.yaml", *_own_settings(project, environment)]
    before = _digest(settings, project.root)
    catalog = build(load(project, environment))
    digests = {
        "config": hashlib.sha256(as_json(catalog).encode()).hexdigest(),
        "settings": before,
        "program": _program(project.root),
    }
    return Stage(project, catalog, digests)


def _own_settings(project: Project, environment: str) -> Iterator[Path]:
    if environment in project.environments:
        yield project.environments[environment]


def _program(root: Path) -> str:
    """Digest what the review calls the program.

    Raises:
        CommandError: The repository that it is in can't be read.
    """
    from setpoint.git import GitError
    from setpoint.review.settings import FolderFiles, Program, committed_at

    files = FolderFiles(root, committed_at(root))
    digest = hashlib.sha256()
    try:
        for path, kind in sorted(Program(files).files().items(), key=itemgetter(0)):
            digest.update(f"{path}\0{kind.value} {files.digest(path, _LENGTH)}\0".encode())
    except GitError as error:
        raise CommandError(str(error)) from error
    return digest.hexdigest()


def _digest(paths: list[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        name = path.relative_to(root).as_posix()
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()

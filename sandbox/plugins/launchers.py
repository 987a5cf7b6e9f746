"""Writes the executables by which the engine starts the sandbox's own plugins."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from sandbox.store import write_atomically

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def write_launchers(folder: Path, wanted: Collection[str], known: Collection[str]) -> None:
    """Make `folder` hold a launcher of each wanted plugin and none of the other known ones.

    The engine prefers a plugin on its PATH to an installed one, so an unwanted one must go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in known:
        path = folder / f"pulumi-resource-{name}"
        if name in wanted:
            write_atomically(path, _script(name), mode=0o700)
        else:
            path.unlink(missing_ok=True)


def _script(name: str) -> str:
    # -P: the engine starts plugins in the project's folder, whose packages are not ours.
    command = (sys.executable, "-P", "-m", f"sandbox.plugins.{name}")
    return f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n'

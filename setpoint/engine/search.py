"""Finds an engine that is already on this machine: on PATH or in the cache."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from setpoint.engine.cache import cached_engine
from setpoint.engine.errors import Attempt, AttemptFailedError
from setpoint.engine.version import read_version, require_supported

Source = Literal["path", "cache", "download", "build"]

PATH_WAY = "pulumi on PATH"
CACHE_WAY = "the cache"


@dataclass(frozen=True)
class Engine:
    """A Pulumi CLI that works with Setpoint.

    Attributes:
        path: The executable.
        version: What it says it is, such as `3.250.0`.
        source: Where it was found, or how it was obtained just now.
    """

    path: Path
    version: str
    source: Source


@dataclass(frozen=True)
class EngineStatus:
    """What is on this machine: the engine in use, and why earlier ways gave none."""

    engine: Engine | None
    attempts: tuple[Attempt, ...]


def find_engine() -> Engine | None:
    """Return the engine on this machine, or `None`; downloads and builds nothing."""
    return engine_status().engine


def engine_status() -> EngineStatus:
    """Look on PATH, then in the cache, and tell what was found."""
    attempts: list[Attempt] = []
    for way, look in ((PATH_WAY, _on_path), (CACHE_WAY, _in_cache)):
        try:
            return EngineStatus(look(), tuple(attempts))
        except AttemptFailedError as error:
            attempts.append(Attempt(way, str(error)))
    return EngineStatus(None, tuple(attempts))


def _on_path() -> Engine:
    found = shutil.which("pulumi")
    if found is None:
        raise AttemptFailedError("not there")
    executable = Path(found)
    version = read_version(executable)
    require_supported(version, executable)
    return Engine(executable, str(version), "path")


def _in_cache() -> Engine:
    cached = cached_engine()
    return Engine(cached.path, str(cached.version), "cache")

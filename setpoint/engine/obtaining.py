"""Obtains an engine where none is to be found: the official download, then a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.engine.build import build_engine
from setpoint.engine.cache import CachedEngine, cache_lock
from setpoint.engine.download import download_engine
from setpoint.engine.errors import Attempt, AttemptFailedError, EngineError
from setpoint.engine.progress import Progress, SilentProgress
from setpoint.engine.search import Engine, engine_status

if TYPE_CHECKING:
    from collections.abc import Callable

DOWNLOAD_WAY = "the official download"
BUILD_WAY = "go build"


def ensure_engine(progress: Progress | None = None) -> Engine:
    """Return the engine on this machine, or get one: seconds to minutes, once per machine.

    Two processes that need it at the same time get it once. Interrupted, it leaves no half.

    Raises:
        EngineError: No way gave an engine.
    """
    status = engine_status()
    if status.engine is not None:
        return status.engine
    told = progress or SilentProgress()
    with cache_lock(lambda: told.step("Waiting for another process that is getting the engine")):
        status = engine_status()  # the other process may have got it by now
        return status.engine or _obtain(told, status.attempts)


def _obtain(progress: Progress, attempts: tuple[Attempt, ...]) -> Engine:
    ways: tuple[tuple[str, Callable[[Progress], CachedEngine]], ...] = (
        (DOWNLOAD_WAY, download_engine),
        (BUILD_WAY, build_engine),
    )
    for way, obtain in ways:
        try:
            cached = obtain(progress)
        except (AttemptFailedError, OSError) as error:
            attempts += (Attempt(way, str(error)),)
            progress.done(f"{way}: {error}")
            continue
        progress.done(f"Pulumi engine {cached.version} is in {cached.path}")
        return Engine(cached.path, str(cached.version), cached.obtained_by)
    raise EngineError(attempts)

"""Obtains the official release of the engine, by Pulumi's own installer in a process of its own.

The installer has no time limits, so this one watches it: without a network it is ended soon.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from setpoint.engine.cache import CachedEngine, partial_folder, store_engine
from setpoint.engine.errors import AttemptFailedError
from setpoint.engine.process import run_watched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from setpoint.engine.progress import Progress

_REACHED = "reached"
_REACH_SECONDS = 12
_LIMIT_SECONDS = 15 * 60

# Pulumi's installer fetches with curl. A host that does not answer, or stops in the middle of
# the archive, must not hold it for long.
_CURL_SETTINGS = "connect-timeout = 10\nspeed-limit = 1000\nspeed-time = 30\n"


def download_engine(progress: Progress) -> CachedEngine:
    """Download the engine's release that belongs to the SDK, into the cache.

    Raises:
        AttemptFailedError: The download site cannot be reached, or the installer failed.
    """
    progress.step("Downloading the official Pulumi engine")
    with partial_folder() as folder:
        (folder / ".curlrc").write_text(_CURL_SETTINGS, encoding="utf-8")
        _install(folder, progress)
        return store_engine(folder / "bin", "download")


def _install(folder: Path, progress: Progress) -> None:
    outcome = run_watched(
        [sys.executable, "-m", "setpoint.automation.download", str(folder)],
        folder=folder,
        environment={**os.environ, "CURL_HOME": str(folder), "PYTHONUNBUFFERED": "1"},
        limit=_limit,
        on_tick=lambda lines: progress.note("downloading" if _REACHED in lines else "connecting"),
    )
    if outcome.status is None:
        waited = f"within {_limit(outcome.lines):.0f} s"
        what = "was not complete" if _REACHED in outcome.lines else "site gave no answer"
        raise AttemptFailedError(f"the download {what} {waited}")
    if outcome.status != 0:
        raise AttemptFailedError((outcome.lines or ("the installer said nothing",))[-1])


def _limit(lines: Sequence[str]) -> float:
    return _LIMIT_SECONDS if _REACHED in lines else _REACH_SECONDS

"""Builds the engine from Pulumi's source, through the Go module proxy.

The Go module in the folder `module` says which version, with the checksums of everything that
goes into it. Go itself is not obtained here.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.engine.cache import CachedEngine, partial_folder, store_engine
from setpoint.engine.errors import AttemptFailedError
from setpoint.engine.process import run_watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setpoint.engine.progress import Progress

MODULE = Path(__file__).parent / "module"

_PROGRAM = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
_VERSION_SYMBOL = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version"
_REQUIREMENT = re.compile(r"^require github\.com/pulumi/pulumi/pkg/v3 v(\S+)", re.MULTILINE)
_LIMIT_SECONDS = 45 * 60
_SILENCE_SECONDS = 5 * 60
_SHOWN_LINES = 3


def buildable_version() -> str:
    """Return the engine's version that the Go module names, such as `3.276.0`."""
    match = _REQUIREMENT.search((MODULE / "go.mod").read_text(encoding="utf-8"))
    if match is None:
        raise AttemptFailedError(f"{MODULE / 'go.mod'} names no version of the engine")
    return match.group(1)


def build_engine(progress: Progress) -> CachedEngine:
    """Build the engine and put it into the cache; takes minutes and about 3 GB of disk.

    Raises:
        AttemptFailedError: There is no Go, or the build failed; the reason ends with its output.
    """
    go = shutil.which("go")
    if go is None:
        raise AttemptFailedError("go is not on PATH")
    version = buildable_version()
    progress.step(f"Building the Pulumi engine {version} with Go (3 to 7 minutes of two cores)")
    with partial_folder() as folder:
        _compile(go, version, folder / "bin", progress)
        return store_engine(folder / "bin", "build")


def _compile(go: str, version: str, target: Path, progress: Progress) -> None:
    flags = f"-s -w -X {_VERSION_SYMBOL}=v{version}"
    command = [go, "build", "-v", "-mod=readonly", "-buildvcs=false", "-trimpath"]
    command += ["-ldflags", flags, "-o", str(target / "pulumi"), _PROGRAM]
    outcome = run_watched(
        command,
        folder=MODULE,
        environment={**os.environ, "GOWORK": "off", "CGO_ENABLED": "0"},
        limit=_limit,
        on_tick=lambda lines: progress.note(_describe(lines)),
    )
    if outcome.status is None:
        minutes = _limit(outcome.lines) // 60
        raise AttemptFailedError(f"go build gave no result within {minutes} minutes")
    if outcome.status != 0:
        raise AttemptFailedError("go build failed: " + " / ".join(outcome.lines[-_SHOWN_LINES:]))


def _limit(lines: Sequence[str]) -> int:
    # Go is silent when all is compiled already, and when the module proxy swallows requests.
    return _LIMIT_SECONDS if lines else _SILENCE_SECONDS


def _describe(lines: Sequence[str]) -> str:
    fetched = sum(line.startswith("go: downloading") for line in lines)
    compiled = sum(not line.startswith("go: ") for line in lines)
    if compiled:
        return f"{compiled} packages compiled"
    return f"{fetched} modules downloaded" if fetched else "starting"

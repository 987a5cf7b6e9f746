"""The engines that were once obtained, kept per user and shared by all clones.

A version lives in `<cache>/<version>/bin/pulumi` beside `engine.json`, which records the version,
the way it came, its size and its SHA-256. It enters the cache by one rename, so there is no half.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from setpoint.engine.errors import AttemptFailedError
from setpoint.engine.version import Version, parse_version, read_version, require_supported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Obtained = Literal["download", "build"]

_RECORD = "engine.json"
_PARTIAL = ".partial-"


@dataclass(frozen=True)
class CachedEngine:
    """An engine in the cache, as recorded when it entered it."""

    path: Path
    version: Version
    obtained_by: Obtained
    size: int
    sha256: str


def cache_dir() -> Path:
    """Return the folder of engines: under SETPOINT_CACHE_DIR, XDG_CACHE_HOME or ~/.cache."""
    if own := os.environ.get("SETPOINT_CACHE_DIR"):
        return Path(own) / "engine"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "setpoint" / "engine"


def cached_engine() -> CachedEngine:
    """Return the newest usable engine of the cache.

    Raises:
        AttemptFailedError: There is none; the reason says what was found instead.
    """
    folder = cache_dir()
    found: list[CachedEngine] = []
    reason = f"{folder} holds none"
    for record in sorted(folder.glob(f"*/{_RECORD}")):
        try:
            found.append(_load(record))
        except AttemptFailedError as error:
            reason = str(error)
    if not found:
        raise AttemptFailedError(reason)
    return max(found, key=lambda engine: engine.version)


def checksum_matches(engine: CachedEngine) -> bool:
    """Whether the file is still the one that was recorded (reads all of it)."""
    return _sha256(engine.path) == engine.sha256


def store_engine(bin_folder: Path, obtained_by: Obtained) -> CachedEngine:
    """Check an engine and move it, with what lies beside it, into the cache.

    Args:
        bin_folder: The folder with the executable `pulumi`, made by `partial_folder`.
        obtained_by: How it came.

    Raises:
        AttemptFailedError: It does not run or has the wrong version.
    """
    executable = bin_folder / "pulumi"
    version = read_version(executable)
    require_supported(version, executable)
    home = cache_dir() / str(version)
    engine = CachedEngine(
        path=home / "bin" / "pulumi",
        version=version,
        obtained_by=obtained_by,
        size=executable.stat().st_size,
        sha256=_sha256(executable),
    )
    with partial_folder() as staging:
        bin_folder.rename(staging / "bin")
        (staging / _RECORD).write_text(_dump(engine), encoding="utf-8")
        _replace(staging, home)
    return engine


@contextmanager
def partial_folder() -> Iterator[Path]:
    """Give a folder in the cache for something unfinished; it is gone after the block."""
    parent = cache_dir()
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent, prefix=_PARTIAL))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def cache_lock(on_wait: Callable[[], None]) -> Iterator[None]:
    """Let one process at a time obtain an engine; `on_wait` is called when another is at it.

    The lock goes with its process, so a killed one leaves nothing but scraps, removed here.
    """
    folder = cache_dir()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(handle, fcntl.LOCK_EX)
        for scrap in folder.glob(f"{_PARTIAL}*"):
            shutil.rmtree(scrap, ignore_errors=True)
        yield


def _load(record: Path) -> CachedEngine:
    try:
        engine = _parse(record)
        size = engine.path.stat().st_size
    except (OSError, ValueError, KeyError, TypeError):
        raise AttemptFailedError(f"{record.parent} is damaged") from None
    if size != engine.size:
        raise AttemptFailedError(f"{engine.path} is damaged: {size} bytes, not {engine.size}")
    require_supported(engine.version, engine.path)
    return engine


def _parse(record: Path) -> CachedEngine:
    document = json.loads(record.read_text(encoding="utf-8"))
    version = parse_version(document["version"])
    if version is None:
        raise ValueError(document["version"])
    return CachedEngine(
        path=record.parent / "bin" / "pulumi",
        version=version,
        obtained_by=document["obtained_by"],
        size=int(document["size"]),
        sha256=document["sha256"],
    )


def _dump(engine: CachedEngine) -> str:
    document = {**asdict(engine), "version": str(engine.version)}
    del document["path"]
    return json.dumps(document, indent=2) + "\n"


def _replace(staging: Path, home: Path) -> None:
    """Rename `staging` to `home`; a damaged one that stands there moves out first."""
    with partial_folder() as attic:
        if home.exists():
            home.rename(attic / "old")
        staging.rename(home)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

"""Obtains an official release of the engine whose checksum the project pins.

The archive is compared before anything of it is unpacked, and nothing else of the site is used:
no installer is run.
"""

from __future__ import annotations

import hashlib
import shutil
import tarfile
import time
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Final

import httpx

from setpoint.engine.cache import CachedEngine, partial_folder, store_engine
from setpoint.engine.checksums import pinned_release
from setpoint.engine.errors import AttemptFailedError

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.engine.checksums import Release
    from setpoint.engine.progress import Progress

SITE: Final = "https://get.pulumi.com/releases/sdk"
_REACH_SECONDS: Final = 8.0
_SILENCE_SECONDS: Final = 30.0
_LIMIT_SECONDS: Final = 15 * 60
_LARGEST: Final = 1_000_000_000


def download_engine(progress: Progress) -> CachedEngine:
    """Download the newest pinned release, into the cache.

    Raises:
        AttemptFailedError: None is pinned for this machine, the site cannot be reached, or the
            archive is another one.
    """
    release = pinned_release()
    progress.step(f"Downloading the official Pulumi engine {release.version}")
    with partial_folder() as folder:
        archive = folder / "engine.tar.gz"
        _fetch(release, archive, progress)
        try:
            _unpack(archive, folder / "bin")
        except tarfile.TarError as error:
            raise AttemptFailedError(f"the archive cannot be unpacked ({error})") from error
        archive.unlink()
        return store_engine(folder / "bin", "download")


def _fetch(release: Release, archive: Path, progress: Progress) -> None:
    address = f"{SITE}/pulumi-v{release.version}-{release.platform}.tar.gz"
    try:
        with archive.open("wb") as file:
            found = _stream(address, file, progress)
    except httpx.HTTPError as error:
        raise AttemptFailedError(f"{address} cannot be reached ({error})") from error
    if found != release.sha256:
        raise AttemptFailedError(
            f"{address} has the SHA-256 {found}, not the pinned {release.sha256}: it is not used"
        )


def _stream(address: str, file: IO[bytes], progress: Progress) -> str:
    """Write what is at an address to a file and return its SHA-256."""
    digest, size, started = hashlib.sha256(), 0, time.monotonic()
    limits = httpx.Timeout(_SILENCE_SECONDS, connect=_REACH_SECONDS)
    progress.note("connecting")
    with httpx.stream("GET", address, timeout=limits, follow_redirects=True) as answer:
        answer.raise_for_status()
        progress.note("downloading")
        for part in answer.iter_bytes():
            size += len(part)
            if size > _LARGEST or time.monotonic() - started > _LIMIT_SECONDS:
                raise AttemptFailedError(f"{address} has no end, or comes too slowly")
            digest.update(part)
            file.write(part)
    return digest.hexdigest()


def _unpack(archive: Path, folder: Path) -> None:
    """Take the executables out of an archive: regular files right below its one folder."""
    folder.mkdir()
    with tarfile.open(archive, "r:gz") as opened:
        for member in opened:
            path = PurePosixPath(member.name)
            if not member.isreg() or len(path.parts) != 2 or path.name.startswith("."):  # noqa: PLR2004 - folder/name
                continue
            content = opened.extractfile(member)
            if content is not None:
                with (folder / path.name).open("xb") as file:
                    shutil.copyfileobj(content, file)
                (folder / path.name).chmod(0o755)

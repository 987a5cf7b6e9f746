"""Where the engine keeps a stack's state: its address, its files, and copies of damaged ones.

The layout is that of the engine's self-managed backends (pkg/backend/diy): the state of a stack
in `.pulumi/stacks`, the one before it beside it as `.bak`, a copy after each update in
`.pulumi/history`. Backends on disk write a sidecar file for each file, which may be cut off
when the engine is killed and is of no use; `metadata=skip` in the address leaves them away.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qs, urlsplit

import yaml

from setpoint.engine.version import MINIMUM
from setpoint.recovery.deployment import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_VARIABLE = "PULUMI_BACKEND_URL"
_FILE = "file://"
_SKIP = "metadata=skip"
_SIDECARS = "*.attrs"
_LEAST_BYTES = 1_000_000
_WRITTEN_BY = f"v{MINIMUM}"  # any version that reads the form will do


class Bucket(Protocol):
    """The files of a self-managed backend."""

    def names(self, prefix: str) -> Iterator[str]:
        """Yield the names of files that begin with a text."""

    def read(self, name: str) -> bytes:
        """Return a file's content."""

    def write(self, name: str, content: bytes) -> None:
        """Replace a file's content."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A state of a stack that can be read.

    Attributes:
        name: The file.
        time: When the engine wrote it, as it writes times.
        resources: How many it holds.
    """

    name: str
    time: str
    resources: int


def backend_url(work_dir: Path, variables: Mapping[str, str]) -> str:
    """Return the address of the backend that the engine would use; empty for Pulumi's cloud."""
    if own := variables.get(_VARIABLE):
        return own
    settings = yaml.safe_load((work_dir / "Pulumi.yaml").read_text(encoding="utf-8")) or {}
    if own := (settings.get("backend") or {}).get("url"):
        return str(own)
    home = Path(variables.get("PULUMI_HOME") or Path.home() / ".pulumi")
    try:
        logged_in = json.loads((home / "credentials.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(logged_in.get("current") or "")


def without_sidecars(work_dir: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """Return variables with which a backend on disk writes no sidecar files."""
    url = backend_url(work_dir, variables)
    if not url.startswith(_FILE) or "metadata=" in url:
        return dict(variables)
    return {**variables, _VARIABLE: f"{url}{'&' if '?' in url else '?'}{_SKIP}"}


def remove_broken_sidecars(work_dir: Path, variables: Mapping[str, str]) -> int:
    """Delete sidecar files that were cut off, which keep the engine from the state beside them."""
    folder = _folder(backend_url(work_dir, variables), work_dir)
    broken = [path for path in _sidecars(folder) if not _is_json(path)]
    for path in broken:
        path.unlink(missing_ok=True)
    return len(broken)


def _sidecars(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield from (folder / ".pulumi").rglob(_SIDECARS)


def _is_json(path: Path) -> bool:
    try:
        json.loads(path.read_bytes())
    except ValueError:
        return False
    return True


def _folder(url: str, work_dir: Path) -> Path | None:
    """Return the folder of a backend on disk, None for any other."""
    if not url.startswith(_FILE):
        return None
    path = url.removeprefix(_FILE).partition("?")[0]
    return work_dir / Path(path or ".").expanduser()


def full_disks(work_dir: Path, variables: Mapping[str, str]) -> Iterator[Path]:
    """Yield the folders that an operation writes to on disks without room.

    A full disk shows as anything: as a vendor's error 500 in the sandbox, as a lost answer.
    """
    yield from without_room((work_dir, _folder(backend_url(work_dir, variables), work_dir)))


def without_room(folders: Iterable[Path | None]) -> Iterator[Path]:
    """Yield those of some folders, and the one for temporary files, that are on full disks."""
    for path in (*folders, Path(tempfile.gettempdir())):
        if path is not None and path.exists() and shutil.disk_usage(path).free < _LEAST_BYTES:
            yield path


class Folder:
    """A backend on disk."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self, prefix: str) -> Iterator[str]:
        """Yield the names of files that begin with a text."""
        above = self._root / prefix.rpartition("/")[0]
        for path in sorted(above.rglob("*")) if above.is_dir() else ():
            name = path.relative_to(self._root).as_posix()
            if path.is_file() and name.startswith(prefix):
                yield name

    def read(self, name: str) -> bytes:
        """Return a file's content."""
        return (self._root / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        """Replace a file's content: the file holds the old one or the new one, never a half."""
        path = self._root / name
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        temporary.write_bytes(content)
        temporary.replace(path)


class ObjectStore:
    """A backend in S3, or in a store that speaks its protocol."""

    def __init__(self, url: str) -> None:
        import boto3  # noqa: PLC0415 - a second, and only where the state is damaged

        parts = urlsplit(url)
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        endpoint = asked.get("endpoint")
        if endpoint and "://" not in endpoint:
            scheme = "http" if asked.get("disableSSL") == "true" else "https"
            endpoint = f"{scheme}://{endpoint}"
        session = boto3.Session(profile_name=asked.get("profile"), region_name=asked.get("region"))
        self._s3 = session.client("s3", endpoint_url=endpoint)
        self._bucket = parts.netloc
        folder = asked.get("prefix") or parts.path
        self._prefix = f"{folder.strip('/')}/".lstrip("/")

    def names(self, prefix: str) -> Iterator[str]:
        """Yield the names of objects that begin with a text."""
        pages = self._s3.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix + prefix):
            for one in page.get("Contents", ()):
                yield one["Key"].removeprefix(self._prefix)

    def read(self, name: str) -> bytes:
        """Return an object's content."""
        answer = self._s3.get_object(Bucket=self._bucket, Key=self._prefix + name)
        content: bytes = answer["Body"].read()
        return content

    def write(self, name: str, content: bytes) -> None:
        """Replace an object's content."""
        self._s3.put_object(Bucket=self._bucket, Key=self._prefix + name, Body=content)


def bucket_of(url: str, work_dir: Path) -> Bucket | None:
    """Return a backend's files; None where nobody here can reach them."""
    if folder := _folder(url, work_dir):
        return Folder(folder)
    return ObjectStore(url) if url.startswith("s3://") else None


def state_name(project: str, stack: str) -> str:
    """Return the name of a stack's state."""
    return f".pulumi/stacks/{project}/{stack}.json"


def copies(bucket: Bucket, project: str, stack: str) -> list[Copy]:
    """Return the copies of a stack's state that can be read, the newest first."""
    before = f".pulumi/stacks/{project}/{stack}.json.bak"
    after = f".pulumi/history/{project}/{stack}/{stack}-"
    aside = f".pulumi/backups/{project}/{stack}/{stack}."
    names = [name for prefix in (before, after, aside) for name in bucket.names(prefix)]
    found = (_copy(bucket, name) for name in names if not name.endswith(".attrs"))
    return sorted((one for one in found if one), key=lambda one: one.time, reverse=True)


def has_history(bucket: Bucket | None, project: str, stack: str) -> bool:
    """Whether the backend remembers updates of a stack; False where nobody here can look."""
    return bucket is not None and any(bucket.names(f".pulumi/history/{project}/{stack}/"))


def _copy(bucket: Bucket, name: str) -> Copy | None:
    """Return what a file holds, None where it is no state."""
    try:
        latest: Any = json.loads(bucket.read(name))["checkpoint"]["latest"]
    except (ValueError, KeyError, TypeError):
        return None
    if not is_whole(latest):
        return None
    return Copy(name, str(latest["manifest"].get("time")), len(latest.get("resources") or []))


def restore(bucket: Bucket, copy: Copy, project: str, stack: str) -> None:
    """Put a copy in the place of the state; what is there now is kept beside it."""
    _put(bucket, state_name(project, stack), bucket.read(copy.name))


def begin_anew(bucket: Bucket, project: str, stack: str) -> None:
    """Put a state of nothing in the place of the state; what is there now is kept beside it.

    Its form is that of a new stack's (sdk/go/common/apitype, pkg/resource/deploy/manifest.go).
    """
    manifest = {
        "time": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        "magic": hashlib.sha256(_WRITTEN_BY.encode()).hexdigest(),
        "version": _WRITTEN_BY,
    }
    latest = {"manifest": manifest, "metadata": {}}
    checkpoint = {"stack": f"organization/{project}/{stack}", "latest": latest}
    document = {"version": 3, "checkpoint": checkpoint}
    _put(bucket, state_name(project, stack), json.dumps(document).encode())


def _put(bucket: Bucket, name: str, content: bytes) -> None:
    if name in bucket.names(name):
        bucket.write(f"{name}.damaged", bucket.read(name))
    bucket.write(name, content)

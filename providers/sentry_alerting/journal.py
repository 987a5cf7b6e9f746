"""What is being created right now, noted on disk, so that a lost answer makes no second object.

Before a create is sent a note says which resource it is for and the highest id that Sentry had
given out by then. Once answered, the note keeps the new id until a later run shows, by asking
about the resource, that the engine's state has it. A create that finds a note of its own knows
the object: by that id, or as the one of its name that is newer than the note. Nobody else's
object can be taken for it, as the note is the resource's own and older objects don't count.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_KEPT_SECONDS = 24 * 3600.0  # by then somebody has looked after the resource by other means


@dataclass(frozen=True)
class Note:
    """A create that was begun.

    Attributes:
        urn: The resource.
        kind: Its type's token.
        server: The API's root and the organization, as one text.
        floor: The highest id of that kind before the create.
        since: When it was begun, in seconds since 1970.
        id: The id that Sentry gave, once it is known.
    """

    urn: str
    kind: str
    server: str
    floor: int
    since: float
    id: str | None = None


class Journal:
    """The notes, one file each."""

    def __init__(self, folder: Path | None = None) -> None:
        """By default the notes are under Pulumi's own folder of the user."""
        self._folder = folder or _default_folder()
        self._lock = threading.Lock()
        self._earlier: dict[Path, Note] | None = None

    def begin(self, urn: str, *, kind: str, server: str, floor: int) -> Note:
        """Note that a create is about to be sent."""
        note = Note(urn, kind, server, floor, time.time())
        self._write(note)
        return note

    def created(self, note: Note, identifier: str) -> None:
        """Note the id that the create was answered with."""
        self._write(Note(**{**asdict(note), "id": identifier}))

    def find(self, urn: str, server: str) -> Note | None:
        """The note of an earlier create of that resource, if there is one."""
        note = _read(self._path(urn, server))
        if note is None or (note.urn, note.server) != (urn, server):
            return None
        return note if time.time() - note.since < _KEPT_SECONDS else None

    def settle(self, *, kind: str, name: str) -> None:
        """Forget the notes of resources that the engine knows to exist."""
        for path, note in self._known().items():
            if note.kind == kind and note.urn.endswith(f"::{name}"):
                self._remove(path)

    def forget(self, urn: str, server: str) -> None:
        """Forget a create that certainly made nothing."""
        self._remove(self._path(urn, server))

    def _known(self) -> dict[Path, Note]:
        """The notes of earlier runs; read once, as a run's own are not looked for here."""
        with self._lock:
            if self._earlier is None:
                paths = sorted(self._folder.glob("*.json")) if self._folder.is_dir() else ()
                read = ((path, _read(path)) for path in paths)
                self._earlier = {path: note for path, note in read if note}
            return dict(self._earlier)

    def _remove(self, path: Path) -> None:
        with self._lock:
            path.unlink(missing_ok=True)
            if self._earlier is not None:
                self._earlier.pop(path, None)

    def _path(self, urn: str, server: str) -> Path:
        digest = hashlib.sha256(f"{server}|{urn}".encode()).hexdigest()
        return self._folder / f"{digest[:40]}.json"

    def _write(self, note: Note) -> None:
        path = self._path(note.urn, note.server)
        with self._lock:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(f".{os.getpid()}.tmp")
            temporary.write_text(json.dumps(asdict(note)), "utf-8")
            temporary.replace(path)


def _read(path: Path) -> Note | None:
    try:
        found: Any = json.loads(path.read_text("utf-8"))
        return Note(**found)
    except (OSError, ValueError, TypeError):
        return None


def _default_folder() -> Path:
    home = os.environ.get("PULUMI_HOME")
    root = Path(home) if home else Path.home() / ".pulumi"
    return root / "sentry-alerting" / "creating"

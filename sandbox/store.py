"""One JSON document per emulated account, kept in a file so that it survives restarts.

Only storage lives here: what the document means is each emulator's own business. A document is
small (hundreds to a few thousand objects), so it is written whole.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.errors import SandboxError
from sandbox.private import open_private

if TYPE_CHECKING:
    from collections.abc import Iterator


class StoreError(Exception):
    """A state file cannot be read; the message names it and the way out."""


class Store:
    """The state of one emulated account.

    `data` is the JSON document; take `lock` (reentrant) around reading and changing it, and call
    `save` after each change, or do all three with `edit`.

    Args:
        directory: Where `<name>.json` is kept; `None` keeps the document in memory only.
        name: The emulator's name, such as `pagerduty`.

    Raises:
        StoreError: The file exists but holds no JSON object.
    """

    def __init__(self, directory: Path | None, name: str) -> None:
        self.name = name
        self.path = None if directory is None else directory / f"{name}.json"
        self.lock = threading.RLock()
        self.data: dict[str, Any] = {} if self.path is None else _load(self.path)

    def save(self) -> None:
        """Write the document: the file holds either the old one or the new one, never a half."""
        if self.path is None:
            return
        with self.lock:
            write_atomically(self.path, json.dumps(self.data, separators=(",", ":")))

    @contextmanager
    def edit(self) -> Iterator[dict[str, Any]]:
        """Lock the document, let the block change it, save it unless the block raised."""
        with self.lock:
            yield self.data
            self.save()

    def clear(self) -> None:
        """Forget everything."""
        with self.edit() as data:
            data.clear()


def write_atomically(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Replace `path` by a file holding `text`; readers see the old file or the new one.

    Not flushed to the disk's platter: a killed process loses nothing, a power cut may.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _load(path: Path) -> dict[str, Any]:
    try:
        with open_private(path, "r") as stream:
            document = json.load(stream)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, SandboxError) as error:
        raise StoreError(f"{path} cannot be read ({error}); reset the sandbox.") from error
    if not isinstance(document, dict):
        raise StoreError(f"{path} holds no JSON object; reset the sandbox.")
    return document

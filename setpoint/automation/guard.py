"""One operation at a time on an environment of a project, on this machine.

The engine's own lock comes later: two first runs at once would both make the stack, and each
write a salt of its own into its settings.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class AtWorkError(Exception):
    """Another operation is at work on the environment; the message names its process."""


@contextmanager
def alone(path: Path, environment: str) -> Iterator[None]:
    """Be the only one for the length of the block; a lock ends with its process, whatever ends it.

    Args:
        path: The lock's file; made if missing.
        environment: What the message calls it.

    Raises:
        AtWorkError: Somebody else is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            process = handle.read().strip() or "unknown"
            raise AtWorkError(
                f"An operation is at work on {environment} (process {process}): wait for it to end"
            ) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield

"""Chooses the ports of the sandbox's accounts: those of last time, or free ones."""

from __future__ import annotations

import errno
import random
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sandbox.errors import SandboxError
from sandbox.location import ACCOUNTS, SandboxUrls
from sandbox.serving import LOOPBACK, listen, url_of

if TYPE_CHECKING:
    import socket

# Below the range from which systems take ports for outgoing connections, so that a port that is
# kept over a restart is rarely in use by then.
_RANGE = range(20_000, 30_000)
_TRIES = 100
_TAKEN = frozenset({errno.EADDRINUSE, errno.EACCES})  # Linux reserves some to other programs


def open_listeners(
    previous: SandboxUrls | None,
) -> tuple[dict[str, socket.socket], tuple[str, ...]]:
    """Listen for each account; return the sockets and a sentence for each port that was taken.

    Raises:
        SandboxError: No port is free.
    """
    listeners: dict[str, socket.socket] = {}
    notes: list[str] = []
    for account in ACCOUNTS:
        kept = None if previous is None else urlsplit(getattr(previous, account)).port
        listeners[account] = _listener(kept)
        if kept is not None and listeners[account].getsockname()[1] != kept:
            now = url_of(listeners[account])
            notes.append(f"Port {kept} of {account} is taken by now; it is at {now}.")
    return listeners, tuple(notes)


def urls_of(listeners: dict[str, socket.socket]) -> SandboxUrls:
    """Return where the sockets are reached."""
    return SandboxUrls(**{account: url_of(listener) for account, listener in listeners.items()})


def _listener(kept: int | None) -> socket.socket:
    candidates = random.sample(_RANGE, _TRIES)
    for port in ([kept] if kept else []) + candidates:
        try:
            return listen(port)
        except OSError as error:
            if error.errno not in _TAKEN:
                raise SandboxError(
                    f"Nothing can listen on {LOOPBACK}, IPv4's loopback address: {error.strerror}."
                ) from error
    raise SandboxError(
        f"None of {_TRIES} ports tried between {_RANGE[0]} and {_RANGE[-1]} is free."
    )

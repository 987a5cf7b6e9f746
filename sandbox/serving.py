"""Serves ASGI apps over HTTP on loopback, inside the running process.

Which apps on which ports, and the process around them, is decided by callers.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from sandbox.visitors import for_programs_only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp

LOOPBACK = "127.0.0.1"

_BACKLOG = 256
# Longer than any client keeps an idle connection: Go's does for 90 s, and a request that it sends
# on one that is being closed ends without an answer.
_IDLE_SECONDS = 120


def listen(port: int = 0) -> socket.socket:
    """Open a listening socket on loopback; port 0 lets the system choose a free one.

    Raises:
        OSError: The port is taken.
    """
    # Named TCP in so many words, or asyncio leaves Nagle's algorithm on: 40 ms an answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def url_of(listener: socket.socket) -> str:
    """Return the `http://127.0.0.1:<port>` at which a listening socket is reached."""
    return f"http://{LOOPBACK}:{listener.getsockname()[1]}"


class QuietServer(uvicorn.Server):
    """A server that leaves the process's signals alone; its owner sets `should_exit`."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle none."""
        yield


def server_for(app: ASGIApp) -> QuietServer:
    """Prepare a server for one app; `serve(sockets=[...])` runs it in an event loop."""
    config = uvicorn.Config(
        for_programs_only(app),
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=_IDLE_SECONDS,
    )
    return QuietServer(config)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve an app from a thread of this process for the length of the block; yields its URL."""
    listener = listen()
    server = server_for(app)
    thread = threading.Thread(
        target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True
    )
    thread.start()
    try:
        yield url_of(listener)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()

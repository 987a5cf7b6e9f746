"""The process that serves the accounts, until it is told to end."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from typing import TYPE_CHECKING

from sandbox.accounts import compose
from sandbox.liveness import serving
from sandbox.location import SandboxInfo, forget_process, read_info, write_info
from sandbox.ports import open_listeners, urls_of
from sandbox.private import make_private
from sandbox.serving import server_for

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.types import ASGIApp

    from sandbox.accounts import Composer

_LOG = logging.getLogger(__name__)
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve(directory: Path, composer: Composer = compose) -> None:
    """Serve the sandbox of `directory` until SIGINT, SIGTERM or SIGHUP.

    Args:
        directory: Where its files are; made if missing.
        composer: Makes the apps, by account.

    Raises:
        SandboxError: Another process serves it, no port is free, or the folder isn't its user's
            alone.
        StoreError: A state file is damaged.
    """
    make_private(directory)
    with serving(directory):
        apps = composer(directory)
        previous = read_info(directory)
        listeners, notes = open_listeners(None if previous is None else previous.urls)
        info = SandboxInfo(directory, urls_of(listeners), os.getpid(), notes)
        write_info(info)
        for note in notes:
            _LOG.warning(note)
        try:
            asyncio.run(_serve(apps, listeners))
        finally:
            forget_process(info)


async def _serve(apps: Mapping[str, ASGIApp], listeners: Mapping[str, socket.socket]) -> None:
    servers = {account: server_for(app) for account, app in apps.items()}

    def end() -> None:
        _LOG.info("ending")
        for server in servers.values():
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in _ENDING:
        loop.add_signal_handler(number, end)
    for account, listener in listeners.items():
        _LOG.info("%s listens on port %s", account, listener.getsockname()[1])
    await asyncio.gather(
        *(server.serve(sockets=[listeners[account]]) for account, server in servers.items())
    )

"""A plugin as a process: the port on stdout, an end when the engine ends."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from providers.plugin.api import Plugin

_THREADS = 64  # more than the engine's default parallelism, so that Cancel always finds one
_PARENT_POLL_SECONDS = 1.0
_GRACE_SECONDS = 2.0


def serve(plugin: Plugin, argv: Sequence[str] | None = None) -> NoReturn:
    """Serve `plugin` until the engine goes away or says so. `--version` prints and ends."""
    arguments, _ignored = _parser(plugin).parse_known_args(argv)
    stop = threading.Event()
    server, port = _start(plugin, arguments.engine)
    # The engine ends its plugins by SIGINT; it kills, after five seconds, those that ignore it.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=_watch_parent, args=(os.getppid(), stop), daemon=True).start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    stop.wait()
    plugin.cancelled.set()
    plugin.cancel()
    server.stop(_GRACE_SECONDS).wait()
    # Threads may still sit in a request; the process must end all the same.
    sys.stdout.flush()
    os._exit(0)


def _parser(plugin: Plugin) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"pulumi-resource-{plugin.name}", description="A Pulumi resource plugin."
    )
    parser.add_argument("engine", nargs="?", default="", help="address of the engine")
    version = f"{plugin.name} {plugin.version}"
    parser.add_argument("--version", action="version", version=version)
    return parser


def _start(plugin: Plugin, engine_address: str) -> tuple[Any, int]:
    import grpc  # noqa: PLC0415 - `--version` and `--help` need none of it

    from providers.plugin import protocol  # noqa: PLC0415
    from providers.plugin.errors import Masker  # noqa: PLC0415
    from providers.plugin.log import Log  # noqa: PLC0415
    from providers.plugin.servicer import Servicer  # noqa: PLC0415

    masker = Masker()
    plugin.log = Log(engine_address, masker)
    server = grpc.server(ThreadPoolExecutor(_THREADS), options=protocol.CHANNEL_OPTIONS)
    services = protocol.load("provider_pb2_grpc")
    # The generated base answers the calls that no plugin here offers with "unimplemented".
    whole = type("WholeServicer", (Servicer, services.ResourceProviderServicer), {})
    servicer = whole(plugin, masker=masker, log=plugin.log)
    services.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def _watch_parent(parent: int, stop: threading.Event) -> None:
    """An engine that was killed says nothing; its children get another parent."""
    while not stop.wait(_PARENT_POLL_SECONDS):
        if os.getppid() != parent:
            stop.set()

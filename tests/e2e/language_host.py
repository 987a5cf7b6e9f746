"""What `pulumi import` wants of a Python language host: that there is one. It runs no program.

An engine that was built from source has none beside it, and an import without code asks it for
nothing but its presence.
"""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPT = """#!/bin/sh
exec "{python}" "{module}"
"""


def write_language_host(folder: Path) -> Path:
    """Put an executable `pulumi-language-python` into a folder, for PATH."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "pulumi-language-python"
    script.write_text(_SCRIPT.format(python=sys.executable, module=__file__), encoding="utf-8")
    script.chmod(0o755)
    return folder


class _Host(language_pb2_grpc.LanguageRuntimeServicer):
    """Answers that nothing is needed."""

    def Handshake(self, request: object, context: object) -> object:  # noqa: N802 - gRPC's name
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: object, context: object) -> object:  # noqa: N802
        return plugin_pb2.PluginInfo(version="0.0.0")

    def GetRequiredPackages(self, request: object, context: object) -> object:  # noqa: N802
        return language_pb2.GetRequiredPackagesResponse()

    def GetRequiredPlugins(self, request: object, context: object) -> object:  # noqa: N802
        return language_pb2.GetRequiredPluginsResponse()

    def InstallDependencies(self, request: object, context: object) -> object:  # noqa: N802
        return empty_pb2.Empty()


def _serve() -> None:
    server = grpc.server(ThreadPoolExecutor(4))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(_Host(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)  # noqa: T201 - the engine reads it
    threading.Thread(target=lambda: (sys.stdin.read(), server.stop(0)), daemon=True).start()
    server.wait_for_termination()


if __name__ == "__main__":
    _serve()

"""Messages to the engine's display beside the answers."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, Literal

from providers.plugin import protocol

if TYPE_CHECKING:
    from providers.plugin.errors import Masker

Severity = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Log:
    """Writes to the engine's display; to stderr where no engine is attached."""

    def __init__(self, engine_address: str, masker: Masker) -> None:
        """The channel is opened at the first message: most runs have none."""
        self._address = engine_address
        self._masker = masker
        self._lock = threading.Lock()
        self._stub: Any = None

    def attach(self, engine_address: str) -> None:
        """Write to another engine from now on."""
        with self._lock:
            self._address = engine_address
            self._stub = None

    def write(self, severity: Severity, message: str, *, urn: str = "") -> None:
        """Show `message`, secrets taken out, beside the resource `urn` if one is given."""
        text = self._masker.mask(message)
        if not self._address:
            sys.stderr.write(f"{severity.lower()}: {text}\n")
            return
        engine_pb2, stub = self._open()
        request = engine_pb2.LogRequest(
            severity=getattr(engine_pb2, severity), message=text, urn=urn
        )
        try:
            stub.Log(request, timeout=5)
        except Exception:  # noqa: BLE001 - a lost message must not fail the operation
            sys.stderr.write(f"{severity.lower()}: {text}\n")

    def _open(self) -> tuple[Any, Any]:
        engine_pb2, engine_pb2_grpc = protocol.load("engine_pb2"), protocol.load("engine_pb2_grpc")
        with self._lock:
            if self._stub is None:
                import grpc  # noqa: PLC0415 - loaded only where it is used

                channel = grpc.insecure_channel(self._address, options=protocol.CHANNEL_OPTIONS)
                self._stub = engine_pb2_grpc.EngineStub(channel)
            return engine_pb2, self._stub

"""What a failed run has left unknown: which creates, updates and deletes failed, and of what.

The engine drops a create that fails from its state, though the vendor may have made the object
before the answer was lost. What was to be created passes through this process on its way from
the program to the engine; it is kept until the create succeeds.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from google.protobuf.json_format import MessageToDict
from pulumi.runtime.settings import SETTINGS

from setpoint.recovery.deployment import SECRET, SIGNATURE, secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi.automation.events import EngineEvent
    from pulumi.runtime.proto import resource_pb2

    from setpoint.recovery.deployment import Document

# What stands on the wire for a value that only another create will tell.
_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_CREATES = frozenset({"create", "create-replacement", "import"})
_OTHERS = frozenset({"update", "delete", "delete-replaced", "replace"})


class Unknowns:
    """Collects what is unknown while a program runs.

    Attributes:
        begun: By URN, resources whose create failed, as the state writes resources.
        unsure: URNs of resources whose update or delete failed.
    """

    def __init__(self) -> None:
        self.begun: dict[str, Document] = {}
        self.unsure: set[str] = set()
        self._registered: dict[tuple[str, str], resource_pb2.RegisterResourceRequest] = {}

    def __bool__(self) -> bool:
        """Whether anything is unknown."""
        return bool(self.begun or self.unsure)

    def clear(self) -> None:
        """Forget everything, before the program runs again."""
        self.begun.clear()
        self.unsure.clear()

    def watched(self, program: Callable[[], None]) -> Callable[[], None]:
        """Return the program with its registrations looked at."""

        def run() -> None:
            SETTINGS.monitor = _Watched(SETTINGS.monitor, self._registered)
            program()

        return run

    def hear(self, event: EngineEvent) -> None:
        """Take note of a failed operation."""
        failed = event.res_op_failed_event
        if failed is None:
            return
        metadata = failed.metadata
        op = getattr(metadata.op, "value", str(metadata.op))
        if op in _OTHERS:
            self.unsure.add(metadata.urn)
        elif op in _CREATES:
            self._begun(metadata)

    def expect(self, event: EngineEvent) -> None:
        """Take note of a create that a preview announces, where all that identifies it is known."""
        announced = event.resource_pre_event
        if announced is None:
            return
        metadata = announced.metadata
        if getattr(metadata.op, "value", str(metadata.op)) == "create":
            self._begun(metadata)
            begun = self.begun.get(metadata.urn)
            if begun and _UNKNOWN in json.dumps(begun["inputs"]):
                del self.begun[metadata.urn]

    def _begun(self, metadata: Any) -> None:
        name = metadata.urn.rsplit("::", 1)[-1]
        request = self._registered.get((str(metadata.type), name))
        if request is None or not request.custom or metadata.new is None:
            return
        self.begun[metadata.urn] = {
            "urn": metadata.urn,
            "custom": True,
            "type": str(metadata.type),
            "inputs": _stated(MessageToDict(request.object)),
            "parent": metadata.new.parent,
            "provider": metadata.new.provider or metadata.provider,
            "additionalSecretOutputs": list(request.additionalSecretOutputs),
        }


class _Watched:
    """The engine's monitor with a look at what is registered."""

    def __init__(
        self, monitor: Any, seen: dict[tuple[str, str], resource_pb2.RegisterResourceRequest]
    ) -> None:
        self._monitor = monitor
        self._seen = seen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._monitor, name)

    def RegisterResource(  # noqa: N802 - the protocol's name
        self, request: resource_pb2.RegisterResourceRequest, *args: Any, **kwargs: Any
    ) -> Any:
        self._seen[request.type, request.name] = request
        return self._monitor.RegisterResource(request, *args, **kwargs)


def _stated(value: Any) -> Any:
    """Return values of the protocol as the state writes them."""
    if isinstance(value, dict):
        if value.get(SIGNATURE) == SECRET:
            return secret(_stated(value["value"]))
        return {key: _stated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_stated(item) for item in value]
    return value

"""What the engine would be told, without the engine: a catalog's resources, rendered offline.

The components run in this process against Pulumi's mocks: no engine, no credentials, no
network. What only a vendor can know, such as an id, is shown as a marker that names the
resource it belongs to (`${Schedule primary}`); a secret as `[secret]`; a file by its digest.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from google.protobuf.json_format import MessageToDict
from pulumi.runtime import set_all_config, set_mocks
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.settings import SETTINGS
from pulumi.runtime.stack import run_pulumi_func

from components import provision
from components.settings import default_settings
from setpoint.automation.placeholders import ResourcePlaceholders, secret_config
from setpoint.recovery.deployment import SECRET, SIGNATURE, STACK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pulumi.runtime.proto import resource_pb2

    from components.settings import Settings
    from setpoint.catalog.model import Catalog

MASK = "[secret]"


# How the engine's protocol marks an archive among plain JSON values.
_ARCHIVE_SIGNATURE = "0def7320c3a5731c473e5ecbe6d01bc7"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedResource:
    """A resource as the engine receives it.

    Attributes:
        type: Type token.
        parent: Type token and name of the parent, `token::name`; None below the stack.
        inputs: As in the provider's schema (camel case), secrets masked.
    """

    type: str
    name: str
    parent: str | None
    inputs: dict[str, Any]


def render_plan(catalog: Catalog, settings: Settings | None = None) -> list[PlannedResource]:
    """Return every resource of the environment, sorted by type and name.

    There is none where all is left to a Prometheus of one's own.

    Args:
        catalog: The environment.
        settings: Facts about the accounts; those of real ones when left out.
    """
    chosen = settings or default_settings(catalog)
    planned = run_offline(catalog, lambda: provision(catalog, chosen))
    return [] if all(one.type.startswith("setpoint:") for one in planned) else planned


def run_offline(catalog: Catalog, program: Callable[[], object]) -> list[PlannedResource]:
    """Run a program that declares resources and return them, sorted by type and name."""
    monitor = _RecordingMonitor(ResourcePlaceholders(catalog.region))
    config = secret_config(catalog)
    set_all_config({"setpoint:config": json.dumps(config)}, ["setpoint:config"])

    async def run() -> None:  # the mocks' root resource belongs to the loop it is made in
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(initializer=give_loop))
        SETTINGS.outputs.clear()  # an output left over from before would be waited for
        set_mocks(
            monitor.mocks,
            project=catalog.organization,
            stack=catalog.environment,
            preview=False,
            monitor=monitor,
        )
        await run_pulumi_func(lambda: _discard(program()))

    # What the program leaves behind is cancelled, or it would fail whenever it is collected; a
    # factory leaves the thread's own loop alone, which asyncio.run would take away.
    with (
        _without_stacks(),
        _loops_of_threads() as give_loop,
        asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner,
    ):
        runner.run(run())
    return sorted(monitor.planned, key=lambda one: (one.type, one.name))


@contextmanager
def _without_stacks() -> Iterator[None]:
    """Let the SDK look at no stack: it sends that of each resource, which nothing here reads.

    It takes them by `traceback`, which looks no further than `sys.tracebacklimit`; that is a
    quarter of the time. What is raised keeps its whole traceback.
    """
    limit = getattr(sys, "tracebacklimit", None)
    sys.tracebacklimit = 1
    try:
        yield
    finally:
        if limit is None:
            del sys.tracebacklimit
        else:
            sys.tracebacklimit = limit


@contextmanager
def _loops_of_threads() -> Iterator[Callable[[], None]]:
    """Yield what gives a thread a loop; all are closed in the end.

    The mocks answer in threads, want a loop there, and would leave open the one that they make.
    """
    loops: list[asyncio.AbstractEventLoop] = []

    def give() -> None:
        loops.append(asyncio.new_event_loop())
        asyncio.set_event_loop(loops[-1])

    try:
        yield give
    finally:
        for loop in loops:
            loop.close()


def _discard(_outputs: object) -> None:
    """Return nothing: what a program returns Pulumi would take for exports."""


class _RecordingMonitor(MockMonitor):
    """Keeps what was registered as it was on the wire."""

    def __init__(self, mocks: ResourcePlaceholders) -> None:
        super().__init__(mocks)
        self.planned: list[PlannedResource] = []

    def RegisterResource(  # noqa: N802 - the protocol's name
        self, request: resource_pb2.RegisterResourceRequest
    ) -> Any:
        if request.type != STACK:
            self.planned.append(
                PlannedResource(
                    type=request.type,
                    name=request.name,
                    parent=_parent(request.parent),
                    inputs=_plain(MessageToDict(request.object)),
                )
            )
        return super().RegisterResource(request)  # type: ignore[no-untyped-call]


def _parent(urn: str) -> str | None:
    """Return type and name from a URN; None for the stack's own."""
    if not urn:
        return None
    *_, types, name = urn.split("::")
    token = types.split("$")[-1]
    return None if token == STACK else f"{token}::{name}"


def _fingerprint(asset: dict[str, Any]) -> str:
    """Return what stands for a file's text, which would fill pages."""
    return f"sha256:{hashlib.sha256(asset['text'].encode()).hexdigest()}"


def _plain(value: Any) -> Any:
    """Return JSON values: secrets masked, whole numbers as integers."""
    if isinstance(value, dict):
        if value.get(SIGNATURE) == SECRET:
            return MASK
        if value.get(SIGNATURE) == _ARCHIVE_SIGNATURE:
            return {name: _fingerprint(asset) for name, asset in sorted(value["assets"].items())}
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value

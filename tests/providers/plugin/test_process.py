"""A plugin as a process: version, start-up time, cancellation and its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from providers.plugin.values import marshal

if TYPE_CHECKING:
    from collections.abc import Iterator

URN = "urn:pulumi:dev::probe::demo:index:Thing::thing"


@pytest.fixture
def process(demo_plugin: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    env = {**os.environ, "DEMO_FOLDER": str(tmp_path), "DEMO_CANCELLED": str(tmp_path / "at")}
    with subprocess.Popen([demo_plugin], stdout=subprocess.PIPE, text=True, env=env) as process:
        yield process
        process.kill()


def stub(process: subprocess.Popen[str]) -> Any:
    assert process.stdout is not None
    port = int(process.stdout.readline())
    return provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{port}"))


def test_the_version_is_printed_and_nothing_served(demo_plugin: Path) -> None:
    printed = subprocess.run([demo_plugin, "--version"], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "demo 1.2.3"


def test_it_answers_without_the_sdk(process: subprocess.Popen[str]) -> None:
    info = stub(process).GetPluginInfo(empty_pb2.Empty())
    assert info.version == "1.2.3"
    maps = Path(f"/proc/{process.pid}/maps")
    assert not maps.exists() or "pydantic" not in maps.read_text()


def test_it_can_be_attached_to(process: subprocess.Popen[str]) -> None:
    demo = stub(process)
    demo.Attach(plugin_pb2.PluginAttach(address="127.0.0.1:1"))
    assert demo.GetSchema(provider_pb2.GetSchemaRequest()).schema


def test_a_cancel_frees_what_waits(process: subprocess.Popen[str], tmp_path: Path) -> None:
    demo = stub(process)
    request = provider_pb2.CreateRequest(urn=URN, properties=marshal({"fail": "slow"}))
    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(demo.Create, request)
        time.sleep(0.3)
        assert not pending.done()
        demo.Cancel(empty_pb2.Empty())
        with pytest.raises(grpc.RpcError, match="cancelled while waiting"):
            pending.result(timeout=10)
    assert (tmp_path / "at").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_order(process: subprocess.Popen[str], number: signal.Signals) -> None:
    stub(process)
    process.send_signal(number)
    assert process.wait(timeout=10) == 0


def test_it_ends_with_an_engine_that_was_killed(demo_plugin: Path) -> None:
    program = (
        "import subprocess, sys, time\n"
        f"p = subprocess.Popen([{str(demo_plugin)!r}], stdout=subprocess.PIPE, text=True)\n"
        "p.stdout.readline(); print(p.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as it:
        assert it.stdout is not None
        plugin = int(it.stdout.readline())
        it.kill()
        it.wait()
    assert _gone(plugin)


def _gone(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if "Z" in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[-1][:3]:
            return True
        time.sleep(0.1)
    return False


def test_a_call_no_plugin_offers_is_unimplemented(process: subprocess.Popen[str]) -> None:
    with pytest.raises(grpc.RpcError, match="UNIMPLEMENTED"):
        stub(process).Call(provider_pb2.CallRequest(tok="x"))


def test_property_errors_carry_their_details(process: subprocess.Popen[str]) -> None:
    request = provider_pb2.CreateRequest(urn=URN, properties=marshal({"fail": "property"}))
    with pytest.raises(grpc.RpcError) as caught:
        stub(process).Create(request)
    error: Any = caught.value
    assert error.code() is grpc.StatusCode.INVALID_ARGUMENT
    details = dict(error.trailing_metadata())["grpc-status-details-bin"]
    assert b"pulumirpc.InputPropertiesError" in details

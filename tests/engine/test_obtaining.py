"""Getting an engine that is not there: the download, then the build, once, and never a half."""

from __future__ import annotations

import hashlib
import io
import os
import re
import signal
import socket
import subprocess
import sys
import tarfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from setpoint.engine import EngineError, console_progress, ensure_engine, find_engine
from setpoint.engine.build import buildable_version
from setpoint.engine.checksums import PLATFORMS, _releases
from setpoint.engine.version import BELOW, MINIMUM, parse_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.engine.conftest import Machine

ENSURE = "from setpoint.engine import ensure_engine; print(ensure_engine().source)"


PLATFORM = "linux-x64"


def archive(*, version: str = "v3.272.0", **more: bytes) -> bytes:
    """A release: programs in one folder, and what else a test puts in."""
    files = {
        "pulumi/pulumi": f"#!/bin/sh\necho {version}\n".encode(),
        "pulumi/pulumi-language-python": b"#!/bin/sh\n",
        **{name.replace("__", "/").replace("UP", ".."): one for name, one in more.items()},
    }
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return made.getvalue()


@contextmanager
def site(
    monkeypatch: pytest.MonkeyPatch, content: bytes, *, pinned: bytes | None = None
) -> Iterator[None]:
    """The download site on loopback, with one release; `pinned` is what was reviewed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == f"/pulumi-v3.272.0-{PLATFORM}.tar.gz"
            self.send_response(200 if found else 404)
            self.end_headers()
            self.wfile.write(content if found else b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sums = {PLATFORM: hashlib.sha256(content if pinned is None else pinned).hexdigest()}
    monkeypatch.setattr("setpoint.engine.checksums._releases", lambda: {"3.272.0": sums})
    monkeypatch.setattr("setpoint.engine.checksums._platform", lambda: PLATFORM)
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr("setpoint.engine.download.SITE", address)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def test_what_is_there_is_not_obtained(machine: Machine) -> None:
    machine.program("pulumi", "echo v3.250.0")
    assert ensure_engine().source == "path"
    assert not machine.cache.exists()


def test_the_official_download_comes_first_with_all_that_belongs_to_it(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.go()
    with site(monkeypatch, archive()):
        engine = ensure_engine()
    assert (engine.version, engine.source) == ("3.272.0", "download")
    assert (engine.path.parent / "pulumi-language-python").exists()
    assert machine.builds() == 0
    assert ensure_engine().source == "cache"
    assert machine.scraps() == []


def test_another_archive_than_the_pinned_one_is_not_used_but_built(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = machine.folder / "ran"
    evil = archive(pulumi__pulumi=f"#!/bin/sh\n/bin/touch {mark}\necho v3.272.0\n".encode())
    machine.go()
    with site(monkeypatch, evil, pinned=archive()):
        engine = ensure_engine()
    assert engine.source == "build"
    assert not mark.exists()
    assert machine.scraps() == []


def test_an_archive_writes_nowhere_else(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = archive(UP__UP__evil=b"x", pulumi__sub__evil=b"x", evil=b"x")
    with site(monkeypatch, odd):
        engine = ensure_engine()
    assert engine.source == "download"
    assert not list(machine.folder.rglob("evil"))


def test_what_is_pinned_is_a_checksum_for_a_release_that_will_do() -> None:
    for text, sums in _releases().items():
        version = parse_version(text)
        assert version is not None
        assert MINIMUM <= version < BELOW
        for platform, digest in sums.items():
            assert platform in PLATFORMS
            assert re.fullmatch(r"[0-9a-f]{64}", digest)


def test_without_the_download_it_is_built(machine: Machine) -> None:
    machine.go()
    engine = ensure_engine()
    assert (engine.version, engine.source) == ("3.250.0", "build")
    assert engine.path == machine.cache / "engine" / "3.250.0" / "bin" / "pulumi"
    assert ensure_engine().source == "cache"
    assert machine.builds() == 1
    assert machine.scraps() == []


def test_all_four_ways_are_named_with_their_reasons(machine: Machine) -> None:
    machine.program("pulumi", "echo v2.0.0")
    with pytest.raises(EngineError) as failure:
        ensure_engine()
    ways = [attempt.way for attempt in failure.value.attempts]
    assert ways == ["pulumi on PATH", "the cache", "the official download", "go build"]
    text = str(failure.value)
    assert "is 2.0.0, too old" in text
    assert "holds none" in text
    assert "the official download: https://get.pulumi.com/releases/sdk/pulumi-v" in text
    assert "cannot be reached" in text
    assert "go is not on PATH" in text
    assert "setpoint engine install" in text


def test_without_a_pin_nothing_is_downloaded(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("setpoint.engine.checksums._releases", dict)
    machine.go()
    output = io.StringIO()
    with console_progress(Console(file=output)) as progress:
        assert ensure_engine(progress).source == "build"
    reason = "the official download: not used: this version of Setpoint pins no checksum"
    assert output.getvalue().startswith(reason)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no archive", "not a gzip file"),
        (archive(version="v2.0.0"), "too old"),
    ],
    ids=["damaged", "too-old"],
)
def test_a_download_that_fails_is_explained(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, content: bytes, reason: str
) -> None:
    with (
        site(monkeypatch, content),
        pytest.raises(EngineError, match="official download") as failure,
    ):
        ensure_engine()
    assert reason in failure.value.attempts[2].reason
    assert machine.scraps() == []


def test_a_site_that_cannot_be_reached_is_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    del machine
    with site(monkeypatch, archive()):
        monkeypatch.setattr("setpoint.engine.download.SITE", "https://get.pulumi.com/releases/sdk")
        with pytest.raises(EngineError, match=r"linux-x64\.tar\.gz cannot be reached"):
            ensure_engine()


def test_a_site_that_is_silent_costs_seconds(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    del machine
    monkeypatch.setattr("setpoint.engine.download._SILENCE_SECONDS", 0.3)
    with site(monkeypatch, archive()), socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setattr("setpoint.engine.download.SITE", address)
        with pytest.raises(EngineError, match="cannot be reached"):
            ensure_engine()


def test_a_build_that_fails_ends_with_what_go_said(machine: Machine) -> None:
    machine.go(then="echo 'proxy: 403 Forbidden' >&2; exit 1")
    with pytest.raises(EngineError, match=r"go build failed: .*403 Forbidden"):
        ensure_engine()
    assert machine.scraps() == []
    assert find_engine() is None


def test_a_build_of_the_wrong_version_is_not_kept(machine: Machine) -> None:
    machine.go(version="v3.1.0")
    with pytest.raises(EngineError, match=r"too old"):
        ensure_engine()
    assert find_engine() is None


def test_two_processes_build_once(machine: Machine) -> None:
    machine.go(then="/bin/sleep 1")

    def run(_: int) -> str:
        command = [sys.executable, "-c", ENSURE]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, range(2))) == ["build", "cache"]
    assert machine.builds() == 1


def test_interrupted_it_leaves_no_half_and_no_process(machine: Machine) -> None:
    mark = machine.folder / "pid"
    machine.go(then=f"echo $$ > {mark}; exec /bin/sleep 60")
    process = subprocess.Popen([sys.executable, "-c", ENSURE], stderr=subprocess.DEVNULL)
    wait_for(lambda: mark.exists() and mark.read_text().strip() != "")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) != 0
    assert machine.scraps() == []
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
    machine.go()
    assert ensure_engine().source == "build"


def test_what_a_killed_process_left_is_cleared_away(machine: Machine) -> None:
    scrap = machine.cache / "engine" / ".partial-old" / "bin"
    scrap.mkdir(parents=True)
    machine.go()
    ensure_engine()
    assert machine.scraps() == []


def test_in_a_pipe_each_step_is_a_plain_line(machine: Machine) -> None:
    machine.go()
    output = io.StringIO()
    with console_progress(Console(file=output)) as progress:
        engine = ensure_engine(progress)
    lines = output.getvalue().splitlines()
    assert lines[0].startswith("Downloading the official Pulumi engine ")
    assert lines[1].startswith("the official download: https://get.pulumi.com/")
    assert lines[-2].startswith(f"Building the Pulumi engine {buildable_version()} with Go")
    assert lines[-1] == f"Pulumi engine 3.250.0 is in {engine.path}"
    assert "\x1b" not in output.getvalue()


def test_a_long_step_is_told_again_in_a_pipe(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("setpoint.engine.progress._LINE_SECONDS", 0.2)
    machine.go(then="/bin/sleep 2")
    output = io.StringIO()
    with console_progress(Console(file=output)) as progress:
        ensure_engine(progress)
    assert "\n  1 modules downloaded, " in output.getvalue()


def test_on_a_terminal_a_spinner_shows_the_time(machine: Machine) -> None:
    machine.go(then="/bin/sleep 1")
    output = io.StringIO()
    console = Console(file=output, force_terminal=True, width=120)
    with console_progress(console) as progress:
        ensure_engine(progress)
    assert "Building the Pulumi engine" in output.getvalue()
    assert "0:00:0" in output.getvalue()


def test_the_module_builds_a_version_that_is_accepted() -> None:
    version = parse_version(buildable_version())
    assert version is not None
    assert version >= MINIMUM


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.02)

"""Getting an engine that is not there: the download, then the build, once, and never a half."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from setpoint.engine import EngineError, console_progress, ensure_engine, find_engine
from setpoint.engine.build import buildable_version
from setpoint.engine.version import MINIMUM, parse_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engine.conftest import Machine

ENSURE = "from setpoint.engine import ensure_engine; print(ensure_engine().source)"


def installer(machine: Machine, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Pretend to be the Python that runs Pulumi's installer; `$3` is where to install."""
    monkeypatch.setattr(sys, "executable", str(machine.program("python", script)))


OFFICIAL = """
echo reached
/bin/mkdir "$3/bin"
printf '#!/bin/sh\\necho v3.272.0\\n' > "$3/bin/pulumi"
printf '#!/bin/sh\\n' > "$3/bin/pulumi-language-python"
/bin/chmod +x "$3/bin/pulumi"
"""


def test_what_is_there_is_not_obtained(machine: Machine) -> None:
    machine.program("pulumi", "echo v3.250.0")
    assert ensure_engine().source == "path"
    assert not machine.cache.exists()


def test_the_official_download_comes_first_with_all_that_belongs_to_it(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.go()
    installer(machine, monkeypatch, OFFICIAL)
    engine = ensure_engine()
    assert (engine.version, engine.source) == ("3.272.0", "download")
    assert (engine.path.parent / "pulumi-language-python").exists()
    assert machine.builds() == 0
    assert ensure_engine().source == "cache"
    assert machine.scraps() == []


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
    assert "install.sh cannot be reached" in text
    assert "go is not on PATH" in text
    assert "setpoint engine install" in text


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo reached; echo no such version; exit 1", "no such version"),
        ("exit 3", "the installer said nothing"),
        ("echo reached", "does not run (No such file or directory)"),
    ],
)
def test_an_installer_that_fails_is_explained(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, script: str, reason: str
) -> None:
    installer(machine, monkeypatch, script)
    with pytest.raises(EngineError, match="official download") as failure:
        ensure_engine()
    assert reason in failure.value.attempts[2].reason
    assert machine.scraps() == []


def test_a_site_that_is_silent_is_given_up_and_its_process_ended(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("setpoint.engine.download._REACH_SECONDS", 0.3)
    mark = machine.folder / "pid"
    installer(machine, monkeypatch, f"echo $$ > {mark}; exec /bin/sleep 60")
    with pytest.raises(EngineError, match=r"site gave no answer within 0 s"):
        ensure_engine()
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


@pytest.mark.slow
@pytest.mark.usefixtures("machine")
def test_a_network_that_swallows_everything_costs_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        started = time.monotonic()
        with pytest.raises(EngineError):
            ensure_engine()
    assert time.monotonic() - started < 15


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
    assert lines[0] == "Downloading the official Pulumi engine"
    assert lines[1].startswith("the official download: https://get.pulumi.com/install.sh cannot")
    assert lines[2].startswith(f"Building the Pulumi engine {buildable_version()} with Go")
    assert lines[3] == f"Pulumi engine 3.250.0 is in {engine.path}"
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

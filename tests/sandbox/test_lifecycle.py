"""The background process: started, found, ended, forgotten, with real processes and ports."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from sandbox import lifecycle
from sandbox.errors import SandboxError
from sandbox.location import SandboxInfo, default_directory, read_info
from sandbox.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STUB = (sys.executable, str(Path(__file__).parent / "stub_server.py"))


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "a folder" / "sandbox"
    yield folder
    lifecycle.stop(folder)


def start(directory: Path) -> SandboxInfo:
    return lifecycle.start(directory, STUB)


def remember(info: SandboxInfo, thing: str) -> None:
    httpx.post(f"{info.urls.aws}/things", json=thing).raise_for_status()


def things(info: SandboxInfo) -> list[str]:
    remembered: list[str] = httpx.get(f"{info.urls.aws}/things").json().get("things", [])
    return remembered


def test_it_starts_on_loopback_with_a_port_for_each_account(directory: Path) -> None:
    info = start(directory)
    addresses = [urlsplit(url) for url in (info.urls.aws, info.urls.sentry, info.urls.pagerduty)]
    assert {address.hostname for address in addresses} == {"127.0.0.1"}
    assert len({address.port for address in addresses}) == 3
    status = lifecycle.status(directory)
    assert status.healthy
    assert status.info == info


def test_other_addresses_of_the_machine_are_not_served(directory: Path) -> None:
    port = urlsplit(start(directory).urls.aws).port
    assert port is not None
    with socket.socket() as other:
        other.settimeout(2)
        # Loopback's second address belongs to the machine, yet nobody listens there.
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_starting_it_twice_changes_nothing(directory: Path) -> None:
    first = start(directory)
    remember(first, "kept")
    assert start(directory) == first
    assert things(first) == ["kept"]


def test_two_that_start_it_at_once_get_the_same(directory: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(start, [directory, directory])
    assert first == second


def test_a_restart_keeps_state_and_ports(directory: Path) -> None:
    first = start(directory)
    remember(first, "kept")
    assert lifecycle.stop(directory) is True
    second = start(directory)
    assert second.urls == first.urls
    assert second.pid != first.pid
    assert second.notes == ()
    assert things(second) == ["kept"]


def test_stopping_ends_the_process_and_is_repeatable(directory: Path) -> None:
    info = start(directory)
    assert lifecycle.stop(directory) is True
    wait_for(lambda: gone(info.pid))  # it lets go of its lock just before it ends
    assert lifecycle.stop(directory) is False
    assert not lifecycle.status(directory).running


def test_what_was_never_started_is_not_running(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    assert lifecycle.stop(folder) is False
    assert lifecycle.reset(folder) is None
    status = lifecycle.status(folder)
    assert (status.running, status.info, status.healthy) == (False, None, False)
    assert not folder.exists()


def test_a_killed_one_is_seen_as_such_and_started_again_with_its_state(directory: Path) -> None:
    first = start(directory)
    remember(first, "kept")
    os.kill(first.pid, signal.SIGKILL)
    wait_for(lambda: not lifecycle.status(directory).running)
    assert lifecycle.status(directory).info == first
    second = start(directory)
    assert second.urls == first.urls
    assert things(second) == ["kept"]


def test_a_process_number_that_is_anothers_is_not_taken_for_it_nor_ended(directory: Path) -> None:
    first = start(directory)
    lifecycle.stop(directory)
    path = directory / "sandbox.json"
    path.write_text(path.read_text().replace('"pid": 0', f'"pid": {os.getpid()}'))
    assert not lifecycle.status(directory).running
    assert lifecycle.stop(directory) is False
    assert start(directory).urls == first.urls


def test_a_hung_one_is_replaced(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.health._SECONDS", 0.3)
    monkeypatch.setattr("sandbox.lifecycle._STOP_SECONDS", 0.5)
    first = start(directory)
    os.kill(first.pid, signal.SIGSTOP)
    status = lifecycle.status(directory)
    assert (status.running, status.healthy) == (True, False)
    assert start(directory).pid != first.pid
    wait_for(lambda: gone(first.pid))


def test_a_port_that_was_taken_meanwhile_is_replaced_and_told(directory: Path) -> None:
    first = start(directory)
    lifecycle.stop(directory)
    port = urlsplit(first.urls.sentry).port
    assert port is not None
    with socket.create_server(("127.0.0.1", port)):
        second = start(directory)
    assert second.urls.aws == first.urls.aws
    assert second.urls.sentry != first.urls.sentry
    assert second.notes == (
        f"Port {port} of sentry is taken by now; it is at {second.urls.sentry}.",
    )


def test_a_reset_forgets_and_keeps_ports(directory: Path) -> None:
    first = start(directory)
    remember(first, "forgotten")
    first.stacks.mkdir()
    (first.stacks / "prod.json").write_text("{}")
    second = lifecycle.reset(directory, STUB)
    assert second is not None
    assert second.urls == first.urls
    assert things(second) == []
    assert not second.stacks.exists()


def test_a_reset_of_a_stopped_one_leaves_it_stopped(directory: Path) -> None:
    remember(start(directory), "forgotten")
    lifecycle.stop(directory)
    assert lifecycle.reset(directory, STUB) is None
    assert things(start(directory)) == []


def test_a_reset_deletes_nothing_in_a_folder_that_is_no_sandboxs(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(SandboxError, match="nothing was deleted"):
        lifecycle.reset(tmp_path, STUB)
    assert (tmp_path / "thesis.txt").read_text() == "precious"


def test_one_that_fails_while_starting_shows_the_end_of_its_log(
    directory: Path,
) -> None:
    with pytest.raises(SandboxError, match=r"(?s)ended while starting.*the emulator is broken"):
        lifecycle.start(directory, ("env", "STUB_SANDBOX=broken", *STUB))


def test_one_that_never_answers_is_given_up_and_ended(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.lifecycle._START_SECONDS", 1)
    with pytest.raises(SandboxError, match=r"did not start in 1 s"):
        lifecycle.start(directory, ("env", "STUB_SANDBOX=silent", *STUB))
    assert not lifecycle.status(directory).running


def test_a_damaged_description_is_named(directory: Path) -> None:
    directory.mkdir(parents=True, mode=0o700)
    (directory / "sandbox.json").write_text("{")
    with pytest.raises(StoreError, match=r"sandbox\.json is damaged"):
        start(directory)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_in_the_foreground_it_ends_in_order(directory: Path, number: signal.Signals) -> None:
    process = subprocess.Popen([*STUB, str(directory)], stderr=subprocess.DEVNULL)
    wait_for(lambda: lifecycle.status(directory).healthy)
    process.send_signal(number)
    assert process.wait(timeout=10) == 0
    info = read_info(directory)
    assert info is not None
    assert info.pid == 0


def test_in_the_foreground_it_will_not_run_twice(directory: Path) -> None:
    start(directory)
    second = subprocess.run([*STUB, str(directory)], capture_output=True, text=True, check=False)
    assert second.returncode != 0
    assert "runs already" in second.stderr


def test_ctrl_c_in_the_terminal_that_started_it_does_not_reach_it(directory: Path) -> None:
    info = start(directory)
    assert os.getsid(info.pid) == info.pid
    assert os.getsid(info.pid) != os.getsid(os.getpid())


def test_where_its_files_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SETPOINT_SANDBOX_DIR", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shop, other = (default_directory(tmp_path / name) for name in ("a shop", "b/a shop"))
    assert {shop.parent, other.parent} == {tmp_path / "state" / "setpoint" / "sandbox"}
    assert (shop.name.startswith("a-shop-"), shop == other) == (True, False)
    monkeypatch.delenv("XDG_STATE_HOME")
    assert default_directory(tmp_path).is_relative_to(Path.home() / ".local" / "state")
    monkeypatch.setenv("SETPOINT_SANDBOX_DIR", str(tmp_path / "own"))
    assert default_directory(Path("/elsewhere")) == tmp_path / "own"


def test_the_module_tells_its_state(directory: Path) -> None:
    def tell(command: str) -> str:
        line = [sys.executable, "-m", "sandbox", command, "--state", str(directory)]
        return subprocess.run(line, capture_output=True, text=True, check=True).stdout

    assert tell("status") == "It was never started.\n"
    info = start(directory)
    assert f"It runs as process {info.pid}" in tell("status")
    assert info.urls.pagerduty in tell("status")
    assert tell("stop") == "Stopped.\n"
    assert tell("stop") == "It was not running.\n"
    assert tell("status") == "It is not running.\n"


def gone(pid: int) -> bool:
    """Whether a process has ended (a child of ours may wait to be reaped)."""
    try:
        os.waitpid(pid, os.WNOHANG)
        os.kill(pid, 0)
    except (ChildProcessError, ProcessLookupError):
        return True
    return False


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)

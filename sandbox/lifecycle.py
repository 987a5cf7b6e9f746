"""Starts, stops, inspects and resets the background process of a sandbox."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.errors import SandboxError
from sandbox.health import answering
from sandbox.liveness import changing, idle, is_serving
from sandbox.location import ACCOUNTS, SandboxInfo, forget_process, log_file, read_info
from sandbox.private import open_private, require_private

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_START_SECONDS = 60
_STOP_SECONDS = 10
_POLL_SECONDS = 0.05
_TAIL_LINES = 15
_LOG_BYTES = 5_000_000
_KEPT_VARIABLES = frozenset({"HOME", "LANG", "PATH", "PYTHONPATH", "TMPDIR", "TZ", "VIRTUAL_ENV"})
_KEPT = {"sandbox.json", "plugins.json", "serving.lock", "changing.lock", "at-work.lock", "log"}

# -P: a folder named `sandbox` in the working directory must not be taken for ours.
_SERVE = (sys.executable, "-P", "-m", "sandbox", "serve", "--state")


@dataclass(frozen=True)
class SandboxStatus:
    """What a sandbox is doing.

    Attributes:
        running: Whether its process is alive.
        info: Its files' word, `None` if it was never started.
        answering: For each account, whether its API answers.
    """

    running: bool
    info: SandboxInfo | None
    answering: dict[str, bool]

    @property
    def healthy(self) -> bool:
        """Whether all accounts can be used."""
        return self.running and all(self.answering.values())


def status(directory: Path) -> SandboxStatus:
    """Look at the sandbox of `directory`.

    Raises:
        SandboxError: The folder is a link, another user's or open to others.
        StoreError: Its `sandbox.json` is damaged.
    """
    if directory.exists():
        require_private(directory)
    info = read_info(directory)
    if info is None or not is_serving(directory):
        return SandboxStatus(running=False, info=info, answering=dict.fromkeys(ACCOUNTS, False))
    return SandboxStatus(running=True, info=info, answering=answering(info))


def start(directory: Path, command: Sequence[str] = _SERVE) -> SandboxInfo:
    """Start the sandbox of `directory` in the background, unless it runs, and wait for it.

    Args:
        directory: Where its files are; made if missing.
        command: What serves; the folder is appended.

    Raises:
        SandboxError: It did not come up; the message quotes the end of its log.
        StoreError: Its `sandbox.json` is damaged.
    """
    directory = directory.absolute()
    with changing(directory):
        now = status(directory)
        if now.healthy and now.info is not None:
            return now.info
        if now.running:
            _end(directory)
        return _await_health(directory, _spawn(directory, command))


def stop(directory: Path) -> bool:
    """End the background process; return whether there was one.

    Raises:
        SandboxError: It cannot be ended.
    """
    if not directory.exists():
        return False
    with changing(directory):
        was_running = is_serving(directory)
        if was_running:
            _end(directory)
        return was_running


def reset(directory: Path, command: Sequence[str] = _SERVE) -> SandboxInfo | None:
    """Forget everything that was provisioned; started again if it ran. Ports are kept.

    Returns:
        The sandbox if it runs.

    Raises:
        SandboxError: The folder is no sandbox's, an operation is at work in it, or it cannot be
            ended or started.
    """
    if not directory.exists():
        return None
    require_private(directory)
    if read_info(directory) is None:
        raise SandboxError(f"{directory} is no sandbox's folder: nothing was deleted.")
    with idle(directory):
        was_running = stop(directory)
        with changing(directory):
            _delete_all(directory)
    return start(directory, command) if was_running else None


def remove(directory: Path) -> bool:
    """End the background process and delete its folder; return whether there was one.

    Raises:
        SandboxError: The folder is no sandbox's, an operation is at work in it, or the process
            cannot be ended.
    """
    if not directory.exists():
        return False
    require_private(directory)
    if read_info(directory) is None:
        raise SandboxError(f"{directory} is no sandbox's folder: nothing was deleted.")
    with idle(directory):
        stop(directory)
        shutil.rmtree(directory)
    return True


def _spawn(directory: Path, command: Sequence[str]) -> subprocess.Popen[bytes]:
    log = log_file(directory)
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        log.replace(log.with_suffix(".old"))
    with open_private(log, "a") as output:
        return subprocess.Popen(  # noqa: S603 - this interpreter running this package
            [*command, str(directory)],
            cwd=directory,
            env=_own_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # neither Ctrl-C nor the terminal's end reaches it
        )


def _own_environment() -> dict[str, str]:
    """Return what a process needs that lives on: no token of whoever happens to start it."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in _KEPT_VARIABLES or name.startswith("LC_")
    }


def _await_health(directory: Path, process: subprocess.Popen[bytes]) -> SandboxInfo:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SandboxError(f"The sandbox ended while starting.{_log_tail(directory)}")
        info = read_info(directory)
        if info is not None and info.pid == process.pid and all(answering(info).values()):
            return info
        time.sleep(_POLL_SECONDS)
    process.kill()
    process.wait()
    raise SandboxError(f"The sandbox did not start in {_START_SECONDS} s.{_log_tail(directory)}")


def _end(directory: Path) -> None:
    """Ask the process to end, then force it."""
    info = read_info(directory)
    if info is None or info.pid == 0:
        raise SandboxError(f"The sandbox in {directory} runs, but which process it is is unknown.")
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.kill(info.pid, number)
        if _wait(lambda: not is_serving(directory)):
            forget_process(info)
            return
    raise SandboxError(f"Process {info.pid} of the sandbox in {directory} does not end.")


def _wait(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + _STOP_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _delete_all(directory: Path) -> None:
    for path in directory.iterdir():
        if path.name in _KEPT:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _log_tail(directory: Path) -> str:
    log = log_file(directory)
    with open_private(log, "r", errors="replace") as stream:
        lines = stream.read().splitlines()[-_TAIL_LINES:]
    return f" The end of {log}:\n" + "\n".join(f"  {line}" for line in lines)

"""Commands as processes of their own that are forked rather than started."""

from __future__ import annotations

import atexit
import functools
import json
import os
import select
import signal
import socket
import subprocess
import sys
from threading import Thread
from typing import IO, TYPE_CHECKING

from tests.forked import server

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Forked:
    """`python -m MODULE ARGUMENTS`, with the part of `subprocess.Popen` that tests use.

    Args:
        command: The module and its arguments.
        folder: Where it runs.
        variables: Its environment.
    """

    def __init__(self, *command: str, folder: Path, variables: Mapping[str, str]) -> None:
        request = {"command": command, "folder": str(folder), "variables": dict(variables)}
        ends = [os.pipe() for _ in range(3)]
        mine, theirs = zip(*ends, strict=True)
        socket.send_fds(_server(), [json.dumps(request).encode()], theirs)
        for end in theirs:
            os.close(end)
        self.stdout: IO[str] = os.fdopen(mine[0], encoding="utf-8")
        self.stderr: IO[str] = os.fdopen(mine[1], encoding="utf-8")
        self._told = os.fdopen(mine[2], "rb", buffering=0)
        self.pid = int(self._told.readline())
        self.returncode: int | None = None
        self._said: dict[str, str] = {}
        self._readers: list[Thread] = []

    def poll(self) -> int | None:
        """Return how it ended; `None` while it runs."""
        if self.returncode is None and select.select([self._told], [], [], 0)[0]:
            self._end()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises `TimeoutExpired` after so many seconds."""
        if self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self._end()
        assert self.returncode is not None
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Read what it writes, wait for its end; may be called again after `TimeoutExpired`."""
        if not self._readers:
            for name in ("stdout", "stderr"):
                self._readers.append(Thread(target=self._read, args=(name,), daemon=True))
                self._readers[-1].start()
        self.wait(timeout)
        for reader in self._readers:
            reader.join()
        return self._said["stdout"], self._said["stderr"]

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def _end(self) -> None:
        self.returncode = int(self._told.readline())
        self._told.close()

    def _read(self, name: str) -> None:
        stream: IO[str] = getattr(self, name)
        with stream:
            self._said[name] = stream.read()


def run(
    *command: str,
    folder: Path,
    variables: Mapping[str, str] = os.environ,
    timeout: float | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, in this process's environment unless another is given."""
    process = Forked(*command, folder=folder, variables=variables)
    stdout, stderr = process.communicate(timeout)
    return subprocess.CompletedProcess(command, process.wait(), stdout, stderr)


@functools.cache
def _server() -> socket.socket:
    """Start the process that forks, once for all tests of this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    subprocess.Popen(
        [sys.executable, "-m", server.__name__, str(theirs.fileno())],
        cwd=server.ROOT,
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    theirs.close()
    atexit.register(ours.close)
    return ours

"""Runs a long program whose output is watched line by line, and ends it whatever happens."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_TICK_SECONDS = 0.5
_MERCY_SECONDS = 5


@dataclass(frozen=True)
class Outcome:
    """How a program ended: its status, `None` if it was ended for taking too long."""

    status: int | None
    lines: tuple[str, ...]


def run_watched(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    limit: Callable[[Sequence[str]], float],
    on_tick: Callable[[Sequence[str]], None],
) -> Outcome:
    """Run a program to its end.

    Args:
        command: The program and its arguments.
        folder: Its working directory.
        environment: Its whole environment.
        limit: Given the lines so far, the seconds after its start at which it is ended.
        on_tick: Called with the lines so far, about twice a second.

    Raises:
        OSError: It does not start.
    """
    process = subprocess.Popen(  # noqa: S603 - callers run Go and Python, nothing from outside
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # so that its own children end with it
    )
    try:
        return _watch(process, limit, on_tick)
    finally:
        _end(process)


def _watch(
    process: subprocess.Popen[str],
    limit: Callable[[Sequence[str]], float],
    on_tick: Callable[[Sequence[str]], None],
) -> Outcome:
    lines: list[str] = []
    incoming = _lines_of(process.stdout)
    began = time.monotonic()
    while True:
        if time.monotonic() - began > limit(lines):
            return Outcome(None, tuple(lines))
        try:
            line = incoming.get(timeout=_TICK_SECONDS)
        except queue.Empty:
            on_tick(lines)
            continue
        if line is None:
            return Outcome(process.wait(), tuple(lines))
        lines.append(line)
        on_tick(lines)


def _lines_of(stream: IO[str] | None) -> queue.SimpleQueue[str | None]:
    """Read a stream in a thread; `None` ends it."""
    found: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def read() -> None:
        for line in stream or ():
            found.put(line.rstrip("\n"))
        found.put(None)

    threading.Thread(target=read, daemon=True).start()
    return found


def _end(process: subprocess.Popen[str]) -> None:
    """End the program and its children: asked first, then forced."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(_MERCY_SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

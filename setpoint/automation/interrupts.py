"""Ctrl-C, SIGTERM and SIGHUP from the beginning of an operation to its end.

The engine answers the first by finishing the operations under way and writing its checkpoint,
the second by stopping at once. Between its calls an interruption ends the operation by an
exception; it must never be swallowed there, or the next call would begin.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from types import FrameType, TracebackType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_READY_SECONDS = 30.0  # until the engine, told to begin, listens to signals
_LAST_SECONDS = 5.0  # from the second interruption to the end by force


class InterruptedRunError(KeyboardInterrupt):
    """Somebody interrupted the operation between two calls of the engine."""


class Interrupts:
    """Handles the signals while it is entered.

    Args:
        on_interrupt: Told how many there have been so far.
    """

    def __init__(self, on_interrupt: Callable[[int], None] | None = None) -> None:
        self.count = 0
        self._accepted = 0
        self._on_interrupt = on_interrupt
        self._process: subprocess.Popen[str] | None = None
        self._ready = threading.Event()
        self._held_back = False
        self._previous: dict[int, object] = {}

    def __enter__(self) -> Self:
        """Take the signals over; elsewhere than in the main thread Python forbids it."""
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                self._previous[number] = signal.signal(number, self._handle)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Give the signals back."""
        for number, handler in self._previous.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def check(self) -> None:
        """End the operation here if it was interrupted.

        Raises:
            InterruptedRunError: It was.
        """
        if self.count > self._accepted:
            raise InterruptedRunError

    def accept(self) -> None:
        """Let what has to be put in order be done; only a further interruption ends that."""
        self._accepted = self.count

    def ready(self) -> None:
        """Note that the engine listens to signals: it has told of an event."""
        self._ready.set()

    def stop(self) -> None:
        """End the process under way, by force if it doesn't end by itself."""
        if self._process is not None:
            threading.Thread(target=self._insist, args=(self._process,), daemon=True).start()

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Count what comes meanwhile, and do nothing else about it."""
        before, self._held_back = self._held_back, True
        try:
            yield
        finally:
            self._held_back = before

    @contextmanager
    def passed_to(
        self, start: Callable[[], subprocess.Popen[str]], *, at_once: bool
    ) -> Iterator[subprocess.Popen[str]]:
        """Start a process and pass what comes on to it.

        Args:
            start: Starts it, as the leader of a process group.
            at_once: Whether a signal may end it before it is `ready`.
        """
        self._ready = threading.Event()
        if at_once:
            self._ready.set()
        with self.held_back():
            before = self.count
            self._process = process = start()
        if self.count > before:
            self._pass_on(process)
        try:
            yield process
        finally:
            self._process = None

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
        if self._on_interrupt:
            with suppress(RuntimeError):  # the signal came in the middle of a line of output
                self._on_interrupt(self.count)
        if self._process is not None:
            self._pass_on(self._process)
        elif not self._held_back:
            raise InterruptedRunError

    def _pass_on(self, process: subprocess.Popen[str]) -> None:
        """Send the signal once the engine listens; the second time it has to end."""
        task = self._send if self.count == 1 else self._insist
        threading.Thread(target=task, args=(process,), daemon=True).start()

    def _send(self, process: subprocess.Popen[str]) -> None:
        self._ready.wait(_READY_SECONDS)
        if process.poll() is None:
            process.send_signal(signal.SIGINT)

    def _insist(self, process: subprocess.Popen[str]) -> None:
        self._send(process)
        if not threading.Event().wait(_LAST_SECONDS) and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)

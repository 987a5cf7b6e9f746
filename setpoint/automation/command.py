"""Running the Pulumi CLI so that Ctrl-C ends it in good order.

The CLI gets a session of its own: a terminal's Ctrl-C then reaches this process alone, which
passes it on. The engine answers the first by finishing the operations under way and writing
the checkpoint, the second by stopping at once.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi.automation import CommandResult, PulumiCommand
from pulumi.automation.errors import create_command_error
from semver import VersionInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType


class InterruptibleCommand(PulumiCommand):
    """The Pulumi CLI with an environment of our choosing and a graceful Ctrl-C.

    Args:
        path: The CLI's executable.
        version: Its version, already checked.
        environment: The whole environment of the CLI and its plugins; nothing is inherited.
        on_interrupt: Told how many interrupts have come so far.
    """

    def __init__(
        self,
        path: Path,
        version: str,
        environment: Mapping[str, str],
        on_interrupt: Callable[[int], None] | None = None,
    ) -> None:
        """See the class. The base class would run the CLI once more to ask its version."""
        self.command = str(path)
        self.version = VersionInfo.parse(version.removeprefix("v"))
        self.interrupts = 0
        self._environment = dict(environment)
        self._on_interrupt = on_interrupt

    def run(
        self,
        args: list[str],
        cwd: str,
        additional_env: Mapping[str, str],
        on_output: Callable[[str], object] | None = None,
        on_error: Callable[[str], object] | None = None,
    ) -> CommandResult:
        """Run the CLI once and wait for it.

        Raises:
            CommandError: The CLI failed; the error holds what it printed.
        """
        process = subprocess.Popen(  # noqa: S603 - the engine's own path, no shell
            [self.command, "--non-interactive", *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env=self._child_environment(additional_env),
            encoding="utf-8",
            start_new_session=True,
        )
        with self._forwarding_interrupts(process):
            stdout, stderr = _read_both(process, on_output, on_error)
        result = CommandResult(stdout=stdout, stderr=stderr, code=process.returncode)
        if result.code != 0:
            raise create_command_error(result)
        return result

    def _child_environment(self, additional: Mapping[str, str]) -> dict[str, str]:
        environment = {**self._environment, **additional, "PULUMI_AUTOMATION_API": "true"}
        beside_engine = str(Path(self.command).parent)  # where a language host may stand
        environment["PATH"] = os.pathsep.join([environment.get("PATH", ""), beside_engine])
        return environment

    @contextmanager
    def _forwarding_interrupts(self, process: subprocess.Popen[str]) -> Iterator[None]:
        """Pass interrupts on to the CLI; elsewhere than in the main thread Python forbids it."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def forward(_number: int, _frame: FrameType | None) -> None:
            self.interrupts += 1
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            if self._on_interrupt:
                self._on_interrupt(self.interrupts)

        previous = {s: signal.signal(s, forward) for s in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)


def _read_both(
    process: subprocess.Popen[str],
    on_output: Callable[[str], object] | None,
    on_error: Callable[[str], object] | None,
) -> tuple[str, str]:
    """Read both streams at once, so that neither pipe fills up and blocks the CLI."""
    lines: tuple[list[str], list[str]] = ([], [])

    def consume(index: int, callback: Callable[[str], object] | None) -> None:
        stream = (process.stdout, process.stderr)[index]
        for line in stream or ():
            lines[index].append(line.rstrip())
            if callback:
                callback(line.rstrip())

    readers = [
        threading.Thread(target=consume, args=args) for args in ((0, on_output), (1, on_error))
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    process.wait()
    return "\n".join(lines[0]), "\n".join(lines[1])

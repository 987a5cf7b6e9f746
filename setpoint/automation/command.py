"""Running the Pulumi CLI so that an interruption ends it in good order.

The CLI gets a session of its own: a terminal's Ctrl-C then reaches this process alone, which
passes it on (`setpoint.automation.interrupts`).
"""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi.automation import CommandResult, PulumiCommand
from pulumi.automation.errors import create_command_error
from semver import VersionInfo

from setpoint.automation.interrupts import Interrupts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# These take the stack's lock, and must not be ended by a signal before they listen to it.
_LOCKING = frozenset({"up", "preview", "refresh", "destroy"})


class InterruptibleCommand(PulumiCommand):
    """The Pulumi CLI with an environment of our choosing and a graceful Ctrl-C.

    Args:
        path: The CLI's executable.
        version: Its version, already checked.
        environment: The whole environment of the CLI and its plugins; nothing is inherited.
        interrupts: What handles signals.
    """

    def __init__(
        self,
        path: Path,
        version: str,
        environment: Mapping[str, str],
        interrupts: Interrupts | None = None,
    ) -> None:
        """See the class. The base class would run the CLI once more to ask its version."""
        self.command = str(path)
        self.version = VersionInfo.parse(version.removeprefix("v"))
        self._environment = dict(environment)
        self._interrupts = interrupts or Interrupts()

    def run(  # noqa: PLR0913 - the base class's arguments, and a text
        self,
        args: list[str],
        cwd: str,
        additional_env: Mapping[str, str],
        on_output: Callable[[str], object] | None = None,
        on_error: Callable[[str], object] | None = None,
        *,
        text: str | None = None,
    ) -> CommandResult:
        """Run the CLI once and wait for it.

        Args:
            args: Its arguments.
            cwd: Its working directory.
            additional_env: Variables besides.
            on_output: Told each line of standard output.
            on_error: Told each line of standard error.
            text: What it reads from standard input; nothing when left out.

        Raises:
            CommandError: The CLI failed; the error holds what it printed.
        """

        def start() -> subprocess.Popen[str]:
            return subprocess.Popen(  # noqa: S603 - the engine's own path, no shell
                [self.command, "--non-interactive", *args],
                stdin=subprocess.DEVNULL if text is None else subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=cwd,
                env=self._child_environment(additional_env),
                encoding="utf-8",
                start_new_session=True,
            )

        with self._interrupts.passed_to(start, at_once=args[0] not in _LOCKING) as process:
            stdout, stderr = _talk(process, text, on_output, on_error)
        result = CommandResult(stdout=stdout, stderr=stderr, code=process.returncode)
        if result.code != 0:
            raise create_command_error(result)
        return result

    def _child_environment(self, additional: Mapping[str, str]) -> dict[str, str]:
        environment = {**self._environment, **additional, "PULUMI_AUTOMATION_API": "true"}
        beside_engine = str(Path(self.command).parent)  # where a language host may stand
        environment["PATH"] = os.pathsep.join([environment.get("PATH", ""), beside_engine])
        return environment


def _talk(
    process: subprocess.Popen[str],
    text: str | None,
    on_output: Callable[[str], object] | None,
    on_error: Callable[[str], object] | None,
) -> tuple[str, str]:
    """Write and read at once, so that no pipe fills up and blocks the CLI."""
    lines: tuple[list[str], list[str]] = ([], [])

    def consume(index: int, callback: Callable[[str], object] | None) -> None:
        stream = (process.stdout, process.stderr)[index]
        for line in stream or ():
            lines[index].append(line.rstrip())
            if callback:
                callback(line.rstrip())

    tasks = [
        threading.Thread(target=consume, args=args) for args in ((0, on_output), (1, on_error))
    ]
    if text is not None:
        tasks.append(threading.Thread(target=_write, args=(process, text)))
    for task in tasks:
        task.start()
    for task in tasks:
        task.join()
    process.wait()
    return "\n".join(lines[0]), "\n".join(lines[1])


def _write(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdin is not None  # noqa: S101 - it was asked for
    try:
        with process.stdin as stream:
            stream.write(text)
    except BrokenPipeError:
        return  # the CLI has ended, and says why itself

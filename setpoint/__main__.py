"""The command's entry: `setpoint` and `python -m setpoint`."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from setpoint.streams import steady

if TYPE_CHECKING:
    from setpoint.streams import SteadyOutput

_INTERRUPTED = 128 + signal.SIGINT  # as shells tell of a program that Ctrl-C has ended
_UNWRITTEN = 2


def run() -> NoReturn:
    """Run the command.

    Most subcommands end within a second and leave nothing to collect, while importing and
    building models sets off a hundred collections: a quarter of `setpoint check`. What runs
    long switches collecting on again.
    """
    gc.disable()
    output = steady()
    try:
        code = _code_of_main(output)
    except KeyboardInterrupt:
        print("Interrupted", file=sys.stderr)  # noqa: T201
        code = _INTERRUPTED
    _leave(code)


def _code_of_main(output: SteadyOutput) -> int:
    try:
        from setpoint.cli import main  # noqa: PLC0415 - imports are most of what is collected for

        main()
    except SystemExit as end:
        return _code(end, output)


def _code(end: SystemExit, output: SteadyOutput) -> int:
    """Return the exit code: another one where the command did well, but its output is lost."""
    if isinstance(end.code, str):
        print(end.code, file=sys.stderr)  # noqa: T201
    code = end.code if isinstance(end.code, int) else int(end.code is not None)
    sys.stdout.flush()
    if output.failure is None:
        return code
    print(f"Error: standard output: {output.failure.strerror}", file=sys.stderr)  # noqa: T201
    return code or _UNWRITTEN


def _leave(code: int) -> NoReturn:
    """End at once, with this code whatever comes now.

    Taking a large catalog apart costs a tenth of `setpoint diff`, and an operation's server
    seconds, in which a signal would end the process with another code; so would an interruption
    that was dealt with long ago, where it came in the middle of a text that Python ran.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    atexit._run_exitfuncs()  # noqa: SLF001 - temporary folders of what runs long; os._exit keeps them
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()

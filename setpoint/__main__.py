"""The command's entry: `setpoint` and `python -m setpoint`."""

from __future__ import annotations

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
        from setpoint.cli import main  # noqa: PLC0415 - imports are most of what is collected for

        main()
    except SystemExit as end:
        code = _code(end, output)
        if gc.isenabled():
            sys.exit(code)
        _leave(code)
    except KeyboardInterrupt:
        print("Interrupted", file=sys.stderr)  # noqa: T201
        _leave(_INTERRUPTED)


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
    """End at once: taking a large catalog apart costs a tenth of `setpoint diff`."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()

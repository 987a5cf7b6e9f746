"""The command's entry: `setpoint` and `python -m setpoint`."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def run() -> NoReturn:
    """Run the command.

    Most subcommands end within a second and leave nothing to collect, while importing and
    building models sets off a hundred collections: a quarter of `setpoint check`. What runs
    long switches collecting on again.
    """
    gc.disable()
    from setpoint.cli import main  # noqa: PLC0415 - imports are most of what is collected for

    try:
        main()
    except SystemExit as end:
        if not gc.isenabled() and isinstance(end.code, int | None):
            _leave(end.code or 0)
        raise


def _leave(code: int) -> NoReturn:
    """End at once: taking a large catalog apart costs a tenth of `setpoint diff`."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()

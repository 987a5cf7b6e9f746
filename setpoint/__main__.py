"""The command's entry: `setpoint` and `python -m setpoint`."""

from __future__ import annotations

import gc
from typing import NoReturn


def run() -> NoReturn:
    """Run the command.

    Most subcommands end within a second and leave nothing to collect, while importing and
    building models sets off a hundred collections: a quarter of `setpoint check`. What runs
    long switches collecting on again.
    """
    gc.disable()
    from setpoint.cli import main  # noqa: PLC0415 - imports are most of what is collected for

    main()


if __name__ == "__main__":
    run()

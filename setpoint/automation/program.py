"""The project's own `__main__.py` as an inline program.

The Automation API then needs no language host, and the program that `pulumi up` runs is
the one that runs here.
"""

from __future__ import annotations

import runpy
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class NoProgramError(Exception):
    """The project has no `__main__.py`."""


def inline_program(project_root: Path) -> Callable[[], None]:
    """Return a function that runs the project's program once.

    Raises:
        NoProgramError: There is no `__main__.py` in the project's folder.
    """
    main = project_root / "__main__.py"
    if not main.is_file():
        raise NoProgramError(
            f"{project_root} has no __main__.py: write one that calls components.provision"
        )

    def program() -> None:
        if str(project_root) not in sys.path:
            sys.path.insert(0, str(project_root))
        runpy.run_path(str(main), run_name="__main__")

    return program

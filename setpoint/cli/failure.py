"""How the command says that it failed: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from setpoint.config import ConfigError


class CommandError(Exception):
    """A failure to tell the user in one or two sentences.

    Attributes:
        exit_code: 2 for wrong use or config (the default), 1 for a finding.
    """

    def __init__(self, message: str, *, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def report_failure(error: Exception) -> int:
    """Print the failure to standard error and return the exit code."""
    if os.environ.get("SETPOINT_TRACEBACK"):
        traceback.print_exception(error)
    from setpoint.config import ConfigError

    if isinstance(error, ConfigError):
        return _report_config(error)
    if isinstance(error, CommandError):
        print(f"Error: {error}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    print(_unexpected(error), file=sys.stderr)  # noqa: T201
    return 2


def _report_config(error: ConfigError) -> int:
    from setpoint.report.check import problems_text

    print(problems_text(error.problems), file=sys.stderr)  # noqa: T201
    return 2


def _unexpected(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"Error: {where}{error.strerror}{_full_disks(error)}"
    kind = type(error).__name__
    return f"Error: {kind}: {error} (SETPOINT_TRACEBACK=1 shows where this comes from)"


def _full_disks(error: OSError) -> str:
    """Name the disks without room: an error in the middle of a file doesn't say which file."""
    if error.errno != errno.ENOSPC:
        return ""
    from setpoint.automation.backend import without_room

    own = (os.environ.get("SETPOINT_SANDBOX_DIR"), os.environ.get("XDG_STATE_HOME"))
    folders = (Path.cwd(), Path.home(), *(Path(one) for one in own if one))
    full = ", ".join(map(str, without_room(folders)))
    return f"; full is the disk of {full}" if full else ""

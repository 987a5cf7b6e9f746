"""Standard output and error that end without ending the command.

A reader that goes away (`setpoint up | head`) ends the output, not the run. What can't be
written for another reason, such as a full disk, is told at the end. A stream that was closed
when the command began leads nowhere, and keeps its number from being some other file's.
Characters that the stream's encoding hasn't are written as escapes.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from typing_extensions import Buffer

_OUTPUT, _ERROR = 1, 2
_FIRST_FREE = 3  # after standard input, output and error


class SteadyOutput(io.RawIOBase):
    """A file descriptor whose errors are kept instead of raised.

    Attributes:
        failure: Why something could not be written, other than that nobody reads it.
    """

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._over = False
        self.failure: OSError | None = None

    def writable(self) -> bool:
        """Say that it is written to."""
        return True

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._descriptor

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self._descriptor)

    def write(self, data: Buffer, /) -> int:
        """Write all of it, or nothing any more once that has failed."""
        left = memoryview(data).cast("B")
        length = len(left)
        while len(left) and not self._over:
            try:
                left = left[os.write(self._descriptor, left) :]
            except BrokenPipeError:
                self._over = True
            except OSError as error:
                self._over, self.failure = True, error
        return length


def steady() -> SteadyOutput:
    """Put steady streams in place of the process's own; return the one of standard output."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < _FIRST_FREE:
        pass  # it stands for a stream that was closed
    os.close(descriptor)
    output = SteadyOutput(_OUTPUT)
    sys.stdout = _text(output, sys.stdout)
    sys.stderr = _text(SteadyOutput(_ERROR), sys.stderr)
    return output


def _text(raw: SteadyOutput, before: TextIO | None) -> io.TextIOWrapper:
    with suppress(ValueError, OSError, AttributeError):
        before.flush()  # type: ignore[union-attr]
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=getattr(before, "encoding", None) or "utf-8",
        errors="backslashreplace",
        line_buffering=raw.isatty() or raw.fileno() == _ERROR,
    )

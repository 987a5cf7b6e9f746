"""Tells a person what is going on while an engine is obtained, which can take minutes."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_LINE_SECONDS = 15


class Progress(Protocol):
    """Where the steps are told."""

    def step(self, text: str) -> None:
        """A new step began."""

    def note(self, text: str) -> None:
        """How far the step has come; called often."""

    def done(self, text: str) -> None:
        """A step ended, well or not; the text stays visible."""


class SilentProgress:
    """Tells nobody."""

    def step(self, text: str) -> None:
        """Say nothing."""

    def note(self, text: str) -> None:
        """Say nothing."""

    def done(self, text: str) -> None:
        """Say nothing."""


class LineProgress:
    """Plain lines for pipes and log files: each step, then every quarter of a minute its state."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._began = self._told = time.monotonic()

    def step(self, text: str) -> None:
        """Print the step's name."""
        self._began = self._told = time.monotonic()
        self._print(text)

    def note(self, text: str) -> None:
        """Print how far it is, if the last line is long enough ago."""
        now = time.monotonic()
        if now - self._told >= _LINE_SECONDS:
            self._told = now
            self._print(f"  {text}, {now - self._began:.0f} s")

    def done(self, text: str) -> None:
        """Print the outcome."""
        self._print(text)

    def _print(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)


class _SpinnerProgress:
    """A spinner with the elapsed time, for terminals."""

    def __init__(self, display: RichProgress) -> None:
        self._display = display
        self._task: TaskID | None = None

    def step(self, text: str) -> None:
        self._end()
        self._task = self._display.add_task(text, note="", total=None)

    def note(self, text: str) -> None:
        if self._task is not None:
            self._display.update(self._task, note=text)

    def done(self, text: str) -> None:
        self._end()
        self._display.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def _end(self) -> None:
        if self._task is not None:
            self._display.remove_task(self._task)
            self._task = None


@contextmanager
def console_progress(console: Console) -> Iterator[Progress]:
    """Show progress on a console: a spinner on a terminal, plain lines elsewhere."""
    if not console.is_terminal:
        yield LineProgress(console)
        return
    from rich import progress  # noqa: PLC0415 - only a terminal pays for loading it

    columns = (
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}", markup=False),
        progress.TimeElapsedColumn(),
        progress.TextColumn("{task.fields[note]}", markup=False, style="dim"),
    )
    with progress.Progress(*columns, console=console, transient=True) as display:
        yield _SpinnerProgress(display)

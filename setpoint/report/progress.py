"""Live progress of an operation: a line for each change, a status line while it runs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from rich.markup import escape

from setpoint.automation.steps import Listener
from setpoint.report.steps import LOOK, describe_change, short_type

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console
    from rich.status import Status

    from setpoint.automation.steps import Step


class Progress(Listener):
    """Prints steps as they end; use as a context manager around the operation.

    Args:
        console: Where to print; without a terminal there is no status line.
        title: What is going on, such as `up prod`.
        preview: Whether changes are announced rather than made.
    """

    def __init__(self, console: Console, title: str, *, preview: bool) -> None:
        """See the class."""
        self._console = console
        self._title = title
        self._preview = preview
        self._began: dict[str, float] = {}
        self._seen = 0
        self._status: Status | None = None

    def __enter__(self) -> Self:
        """Start the status line."""
        if self._console.is_terminal:
            self._status = self._console.status(f"{escape(self._title)} ...")
            self._status.start()
        else:
            self._console.print(f"{self._title} ...", markup=False, highlight=False)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Take the status line away."""
        if self._status:
            self._status.stop()

    def step(self, step: Step) -> None:
        """Take note of a step; print it when it ends and changes something."""
        if step.state == "running" and not self._preview:
            self._began[step.urn] = time.monotonic()
            self._show_running()
            return
        if self._preview and step.state != "running":
            return
        self._seen += 1
        began = self._began.pop(step.urn, None)
        if step.is_change or step.state == "failed":
            self._print(step, time.monotonic() - began if began else None)
        self._show_running()

    def message(self, text: str, *, severity: str) -> None:
        """Print a warning or an error of the engine."""
        if severity not in {"warning", "error"}:
            return
        style = "yellow" if severity == "warning" else "bold red"
        self._console.print(
            f"[{style}]{severity}:[/] {escape(text)}", highlight=False, soft_wrap=True
        )

    def interrupted(self, count: int) -> None:
        """Say what Ctrl-C has led to."""
        text = (
            "Interrupted: finishing what is under way; press Ctrl-C again to stop at once."
            if count == 1
            else "Interrupted again: stopping at once; the next up asks the vendors what was made."
        )
        self._console.print(f"[yellow]{text}[/]", highlight=False)

    def asking(self, *, begins: bool) -> None:
        """Take the status line away while the user types."""
        if self._status:
            (self._status.stop if begins else self._status.start)()

    def _print(self, step: Step, seconds: float | None) -> None:
        sign, style, done, planned = LOOK.get(step.op, (" ", "", step.op, step.op))
        verb = "FAILED" if step.state == "failed" else planned if self._preview else done
        style = "bold red" if step.state == "failed" else style
        took = f"  [dim]{seconds:.1f} s[/]" if seconds is not None and seconds >= 1 else ""
        self._console.print(
            f"[{style}]{sign} {verb:<9}[/] [dim]{short_type(step.type):<34}[/] "
            f"{escape(step.name)}{took}",
            highlight=False,
            soft_wrap=True,
        )
        for change in step.changes:
            self._console.print(
                f"    {escape(describe_change(change))}", highlight=False, soft_wrap=True
            )

    def _show_running(self) -> None:
        if self._status:
            running = f", {len(self._began)} under way" if self._began else ""
            self._status.update(f"{escape(self._title)}: {self._seen} resources{running} ...")

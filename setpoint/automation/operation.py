"""Up, preview, refresh and destroy of one environment on the real engine."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from pulumi.automation import LocalWorkspace, Stack
from pulumi.automation.errors import CommandError, StackNotFoundError

from setpoint.automation.command import InterruptibleCommand
from setpoint.automation.program import inline_program
from setpoint.automation.steps import Listener, Operation, Outcome, step_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi.automation.events import DiagnosticEvent, EngineEvent

    from setpoint.automation.target import Target
    from setpoint.engine import Engine


_EXCEPTION = re.compile(r"[A-Za-z_][\w.]*: ")  # "ValueError: ..." at the start of a line


def run(operation: Operation, target: Target, engine: Engine, listener: Listener) -> Outcome:
    """Run one operation to its end.

    Returns:
        The outcome; a failure of the engine is told in it, not raised.
    """
    outcome = Outcome(operation=operation, environment=target.environment)
    command = InterruptibleCommand(
        engine.path, str(engine.version), target.variables, listener.interrupted
    )
    started = time.monotonic()
    try:
        stack = _stack(target, command)
        _perform(operation, stack, _collector(outcome, listener))
        outcome.succeeded = True
    except CommandError as error:
        _explain(outcome, listener, error)
    outcome.interrupted = command.interrupts > 0
    outcome.seconds = time.monotonic() - started
    _count(outcome)
    return outcome


def _stack(target: Target, command: InterruptibleCommand) -> Stack:
    workspace = LocalWorkspace(
        work_dir=str(target.work_dir),
        program=inline_program(target.project_root),
        pulumi_command=command,
    )
    try:
        return Stack.select(target.environment, workspace)
    except StackNotFoundError:
        return Stack.create(target.environment, workspace)


def _perform(operation: Operation, stack: Stack, on_event: Callable[[EngineEvent], Any]) -> None:
    if operation == "up":
        stack.up(on_event=on_event, color="never", show_secrets=False)
    elif operation == "preview":
        stack.preview(on_event=on_event, color="never")
    elif operation == "refresh":
        stack.refresh(on_event=on_event, color="never", show_secrets=False)
    else:
        stack.destroy(on_event=on_event, color="never", show_secrets=False)


def _collector(outcome: Outcome, listener: Listener) -> Callable[[EngineEvent], None]:
    def collect(event: EngineEvent) -> None:
        step = step_of(event)
        if step is not None:
            listener.step(step)
            if step.state != "running" or outcome.operation == "preview":
                outcome.steps.append(step)
        diagnostic = event.diagnostic_event
        if diagnostic is not None and _worth_telling(diagnostic):
            _note(outcome, listener, diagnostic.severity, diagnostic.urn, diagnostic.message)

    return collect


def _worth_telling(diagnostic: DiagnosticEvent) -> bool:
    """Leave out what passes, what is empty, and that a plugin of PATH is used: it is meant."""
    text = diagnostic.message.strip()
    if text.startswith("using pulumi-resource-") and "$PATH" in text:
        return False
    return bool(text) and not diagnostic.ephemeral


def _note(
    outcome: Outcome, listener: Listener, severity: str, urn: str | None, message: str
) -> None:
    name = urn.rsplit("::", 1)[-1] if urn else ""
    told = without_traceback(message)
    text = f"{name}: {told}" if name else told
    listener.message(text, severity=severity)
    if severity in {"warning", "error"}:
        outcome.messages.append(f"{severity}: {text}")


def without_traceback(message: str) -> str:
    """Keep an exception's own text of a program's failure; the rest helps nobody on call."""
    lines = message.strip().splitlines()
    if not any(line.startswith("Traceback (most recent call last)") for line in lines):
        return message.strip()
    starts = [number for number, line in enumerate(lines) if _EXCEPTION.match(line)]
    if not starts:
        return message.strip()
    own = "\n".join(lines[starts[-1] :])
    return own.removeprefix("Exception: ")


def _explain(outcome: Outcome, listener: Listener, error: CommandError) -> None:
    """Tell what the CLI printed where no diagnostic has told the reason already."""
    if not any(message.startswith("error:") for message in outcome.messages):
        _note(outcome, listener, "error", None, _printed(str(error)))


def _printed(error: str) -> str:
    """Return what the CLI wrote to standard error, else all that is known of its end."""
    _, _, said = error.partition("stderr:")
    return said.strip().removeprefix("error: ") or error.strip()


def _count(outcome: Outcome) -> None:
    """Count each resource once, by the last step told of it."""
    last = {step.urn: step for step in outcome.steps}
    outcome.steps = list(last.values())
    for step in outcome.steps:
        op = "update" if step.op == "refresh" and step.changes else step.op
        if step.state == "failed":
            op = "failed"
        outcome.counts[op] = outcome.counts.get(op, 0) + 1

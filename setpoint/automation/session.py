"""One environment's stack on the engine: its operations, its state, its settings, its lock."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pulumi.automation import CommandResult, LocalWorkspace, Stack
from pulumi.automation.errors import CommandError, StackAlreadyExistsError, StackNotFoundError

from setpoint.automation.backend import backend_url, bucket_of, has_history
from setpoint.automation.command import InterruptibleCommand
from setpoint.recovery.deployment import is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pulumi.automation.events import EngineEvent

    from setpoint.automation.interrupts import Interrupts
    from setpoint.automation.steps import Operation
    from setpoint.automation.target import Target
    from setpoint.engine import Engine
    from setpoint.recovery.deployment import Document

    OnEvent = Callable[[EngineEvent], Any]


class Session:
    """A target's stack, selected or made when it is first needed.

    Args:
        target: Where it runs.
        engine: What runs it.
        interrupts: What handles signals meanwhile.
        program: What declares its resources.
    """

    def __init__(
        self, target: Target, engine: Engine, interrupts: Interrupts, program: Callable[[], None]
    ) -> None:
        self.target = target
        self.interrupts = interrupts
        self._program = program
        self._command = InterruptibleCommand(
            engine.path, str(engine.version), target.variables, interrupts
        )
        self._stack: Stack | None = None

    @property
    def stack(self) -> Stack:
        """The stack.

        Raises:
            CommandError: The engine can't select or make it.
        """
        if self._stack is None:
            self._stack = self._selected()
        return self._stack

    def _selected(self) -> Stack:
        workspace = LocalWorkspace(
            work_dir=str(self.target.work_dir),
            program=self._program,
            pulumi_command=self._command,
        )
        name = self.target.environment
        try:
            return Stack.select(name, workspace)
        except StackNotFoundError:
            self.interrupts.check()
            self._refuse_to_begin_anew()
        try:
            return Stack.create(name, workspace)
        except StackAlreadyExistsError:  # somebody else's first up was faster
            return Stack.select(name, workspace)

    def _refuse_to_begin_anew(self) -> None:
        """See that the stack never was; a state of nothing would make everything a second time.

        Raises:
            CommandError: The backend has a history of it, as of one whose file is lost; a stack
                that is removed in order loses its history, too.
        """
        target = self.target
        url = backend_url(target.work_dir, target.variables)
        if has_history(bucket_of(url, target.work_dir), target.project, target.environment):
            raise _damaged("the file is gone, though it has a history")

    def perform(self, operation: Operation, on_event: OnEvent) -> None:
        """Run an operation to its end.

        Raises:
            CommandError: It failed.
        """
        stack, heard = self.stack, self._heard(on_event)
        self.interrupts.check()
        if operation == "up":
            stack.up(on_event=heard, color="never", show_secrets=False)
        elif operation == "preview":
            stack.preview(on_event=heard, color="never")
        elif operation == "refresh":
            stack.refresh(on_event=heard, color="never", show_secrets=False)
        else:
            stack.destroy(on_event=heard, color="never", show_secrets=False)

    def reread(self, urns: Collection[str], on_event: OnEvent) -> None:
        """Read some resources again from their vendors into the state."""
        stack = self.stack
        self.interrupts.check()
        stack.refresh(
            on_event=self._heard(on_event),
            color="never",
            show_secrets=False,
            target=sorted(urns),
        )

    def make_providers(self) -> None:
        """Put the program's providers into the state, and nothing of theirs.

        A run that is limited to some resources takes in all providers and the stack itself
        (pkg/resource/deploy/step_generator.go, `isImplicitlyTargetedResource`).
        """
        project, stack = self.target.project, self.target.environment
        root = f"urn:pulumi:{stack}::{project}::pulumi:pulumi:Stack::{project}-{stack}"
        engine_stack = self.stack
        self.interrupts.check()
        engine_stack.up(color="never", show_secrets=False, target=[root])

    def _heard(self, on_event: OnEvent) -> OnEvent:
        def heard(event: EngineEvent) -> None:
            self.interrupts.ready()
            on_event(event)

        return heard

    def export(self, *, secrets: bool = False) -> Document:
        """Return the state; with `secrets`, those are in the clear.

        Raises:
            CommandError: It can't be read, or what is read is no state.
        """
        shown = ["--show-secrets"] if secrets else []
        found: Document = json.loads(self._run(["stack", "export", *shown]))
        if not is_whole(found.get("deployment")):
            raise _damaged("it is JSON, but no state")
        return found

    def replace(self, state: Document) -> None:
        """Put another state in place; it never touches the disk in the clear."""
        self.interrupts.check()
        self._run(["stack", "import"], text=json.dumps(state))

    def settings(self) -> dict[str, str]:
        """Return the stack's config, decrypted."""
        found = json.loads(self._run(["config", "--show-secrets", "--json"]))
        return {key: str(one.get("value", "")) for key, one in found.items()}

    def break_locks(self) -> None:
        """Take the stack's locks away, whosever they are."""
        self._run(["cancel", "--yes"])

    def _run(self, args: list[str], text: str | None = None) -> str:
        stack = self.target.environment
        stdout: str = self._command.run(
            [*args, "--stack", stack], str(self.target.work_dir), {}, text=text
        ).stdout
        return stdout


def _damaged(what: str) -> CommandError:
    """Return what the engine raises where it finds a damaged state itself."""
    said = f"error: failed to load checkpoint: {what}"
    return CommandError(CommandResult(stdout="", stderr=said, code=1))

"""Up, preview, refresh and destroy of one environment on the real engine."""

from __future__ import annotations

import re
import time
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from pulumi.automation.errors import CommandError

from setpoint.automation import mending
from setpoint.automation.backend import full_disks, remove_broken_sidecars
from setpoint.automation.interrupts import InterruptedRunError, Interrupts
from setpoint.automation.mending import Consent, MendingError
from setpoint.automation.program import inline_program
from setpoint.automation.session import Session
from setpoint.automation.stack_settings import StackSettings
from setpoint.automation.steps import Listener, Operation, Outcome, Step, step_of
from setpoint.automation.unknowns import Unknowns
from setpoint.recovery import deployment

if TYPE_CHECKING:
    from pulumi.automation.events import DiagnosticEvent, EngineEvent

    from setpoint.automation.target import Target
    from setpoint.engine import Engine
    from setpoint.recovery.deployment import Document


_ATTEMPTS = 5
_LAYERS = 8  # of resources that need each other's ids
# What errors of the plugins say of answers that were lost or late, of vendors in trouble, and of
# an alarm that was to go while a composite that names it was still on its way out.
_PASSING = re.compile(
    r"\bEOF\b|connection|time[d -]?out|deadline exceeded|\b(429|50[0-4])\b|unexpected end of JSON"
    r"|Request body must be provided|InternalFailure|ServiceUnavailable|Throttling"
    r"|composite alarm\(s\) depending on it",
    re.IGNORECASE,
)
_PLUGIN_ENDED = re.compile(r"Detected that (?:\S*[^\s\w.-])?([\w.-]++) exited prematurely")
# What pkg/backend/diy says when it has tried to write the state for half a minute.
_UNSAVED = "while writing the new snapshot file"
_CANNOT_SAVE = (
    "The state can't be saved, so the run was stopped. Make room where the backend is, then say "
    "up --recover: it looks up what was made meanwhile"
)
_OBSTACLES = 2  # a damaged state and a lock
_EXCEPTION = re.compile(r"[A-Za-z_][\w.]*: ")  # "ValueError: ..." at the start of a line


def run(  # noqa: PLR0913 - what, where, by what, told to whom, under which conditions
    operation: Operation,
    target: Target,
    engine: Engine,
    listener: Listener,
    consent: Consent | None = None,
    *,
    expected_state: str | None = None,
) -> Outcome:
    """Run one operation to its end.

    Args:
        operation: What to do.
        target: Where.
        engine: What does it.
        listener: Told what happens.
        consent: What may be done about what an interrupted run has left. A preview without it
            only names that.
        expected_state: Fingerprint of the state that was previewed; on another one nothing is
            done.

    Returns:
        The outcome; a failure of the engine is told in it, not raised.
    """
    outcome = Outcome(operation=operation, environment=target.environment)
    unknowns = Unknowns()
    settings = StackSettings(target.settings_file)
    started = time.monotonic()
    with Interrupts(listener.interrupted) as interrupts, warnings.catch_warnings():
        # An engine that is ended cuts the stream of its events; what it ended for is told.
        warnings.filterwarnings("ignore", message="Error in event stream")
        program = unknowns.watched(inline_program(target.project_root))
        session = Session(target, engine, interrupts, program)
        one = _Run(outcome, session, listener, consent, unknowns)
        one.expected_state = expected_state
        try:
            one.to_its_end()
        finally:
            if operation == "preview" or not outcome.steps:
                settings.put_back()
    outcome.seconds = time.monotonic() - started
    _count(outcome)
    return outcome


class _Run:
    """One operation under way."""

    def __init__(
        self,
        outcome: Outcome,
        session: Session,
        listener: Listener,
        consent: Consent | None,
        unknowns: Unknowns,
    ) -> None:
        self.outcome = outcome
        self.session = session
        self.listener = listener
        self.consent = consent
        self.unknowns = unknowns
        self.expected_state: str | None = None
        self._since = 0
        self._doubtful = False
        self._hopeless = False

    def to_its_end(self) -> None:
        """Perform it, put in order what it leaves, do it again where its errors are passing."""
        for attempt in range(_ATTEMPTS):
            if attempt:
                self._tell("What failed was such as passes: trying again.")
            self._once()
            if not (self._put_in_order() and self._may_help()):
                break
        if not self.outcome.succeeded:
            target = self.session.target
            for path in full_disks(target.work_dir, target.variables):
                self._note("error", None, f"The disk that holds {path} is full.")

    def _once(self) -> None:
        self.unknowns.clear()
        self._since = len(self.outcome.messages)
        try:
            self._unlocked()
            self.outcome.succeeded = True
        except InterruptedRunError:
            pass  # counted already
        except CommandError as error:
            self._explain(error)
        except MendingError as error:
            self._hopeless = True
            self._note("error", None, str(error))

    def _may_help(self) -> bool:
        """Whether the errors are such that pass; what couldn't be mended is none of them."""
        if self._hopeless:
            return False
        errors = [one for one in self.outcome.messages[self._since :] if one.startswith("error:")]
        return any(_PASSING.search(one) for one in errors)

    def _unlocked(self) -> None:
        """Perform it, again where what was in the way could be put out of it."""
        self._remove_broken_sidecars()
        for _ in range(_OBSTACLES):
            try:
                return self._mended()
            except CommandError as error:
                if not self._out_of_the_way(str(error)):
                    raise
        return self._mended()

    def _out_of_the_way(self, message: str) -> bool:
        """Take a dead lock away, put a copy in place of a damaged state."""
        consent = self.consent or mending.NOTHING
        quiet = replace(consent, given=lambda question: self._asked(consent, question))
        arguments = (self.session, message, quiet, self._tell)
        if mending.find_state(*arguments):
            self._doubtful = True
            return True
        return mending.unlock(*arguments)

    def _asked(self, consent: Consent, question: str) -> bool:
        self.listener.asking(begins=True)
        try:
            return consent.given(question)
        finally:
            self.listener.asking(begins=False)

    def _remove_broken_sidecars(self) -> None:
        target = self.session.target
        if number := remove_broken_sidecars(target.work_dir, target.variables):
            self._tell(f"Removed {number} broken sidecar files of the backend (*.attrs).")

    def _mended(self) -> None:
        """Perform it on a state in which nothing is open."""
        _ = self.session.stack
        state = self._doubted() if self._doubtful else self.session.export()
        if self.outcome.operation == "preview" and self.consent is None:
            self._name_open(state)
        else:
            state = mending.mend(self.session, state, self._tell)
        self.outcome.state = deployment.fingerprint(state)
        if self.expected_state not in {None, self.outcome.state}:
            raise MendingError("The state is not what it was when this was previewed: do it again")
        self.session.perform(self.outcome.operation, self._hear)

    def _doubted(self) -> Document:
        """Return the state after asking the vendors about all that an old copy may not know.

        What it holds is read again. What the program would create is looked up first, then what
        would be created below that, until nothing more is found. A resource is taken over with
        the provider that manages it, and so providers come before.
        """
        state = self.session.export()
        held = deployment.resources(state)
        self.unknowns.clear()
        self.unknowns.unsure = {one["urn"] for one in held if deployment.at_a_vendor(one)}
        for layer in range(_LAYERS):
            mending.remember(self.session, self.unknowns)
            state = mending.mend(self.session, self.session.export(), self._tell)
            found = len(deployment.resources(state)) > len(held)
            if self.unknowns.begun and not found:
                break
            held = deployment.resources(state)
            self.unknowns.clear()
            if layer == 0:
                self.session.make_providers()
            self.session.perform("preview", self.unknowns.expect)
            if not self.unknowns:
                break
        self.unknowns.clear()
        self._doubtful = False
        return state

    def _name_open(self, state: Document) -> None:
        for line in mending.describe(deployment.open_operations(state)):
            self._note("warning", None, f"{line}; up asks the vendor first")

    def _put_in_order(self) -> bool:
        """Keep what is unknown in the state, look it up, and say what an interruption has left.

        Returns:
            Whether it failed, uninterrupted, and what it leaves is in order now.
        """
        interrupts, outcome = self.session.interrupts, self.outcome
        outcome.interrupted = interrupts.count > 0
        failed = not (outcome.succeeded or outcome.interrupted)
        if outcome.operation == "preview":
            return failed
        interrupts.accept()
        try:
            mending.remember(self.session, self.unknowns)
            if outcome.interrupted:
                self._say_what_is_left()
            elif self.unknowns:
                mending.mend(self.session, self.session.export(), self._tell)
        except (CommandError, MendingError) as error:
            self._note("warning", None, f"{_printed(str(error))} (the next up tries it again)")
            return False
        except InterruptedRunError:
            return False  # what has to be put in order stays for the next run
        return failed

    def _say_what_is_left(self) -> None:
        """Judge an interrupted run by the state: the engine calls it done, whatever is left."""
        state = self.session.export()
        operations = deployment.open_operations(state)
        left = [one for one in deployment.resources(state) if deployment.at_a_vendor(one)]
        if self.outcome.operation != "destroy" or left:
            self.outcome.succeeded = False
        for line in mending.describe(operations):
            self._note("warning", None, line)

    def _hear(self, event: EngineEvent) -> None:
        self.unknowns.hear(event)
        step = step_of(event)
        if step is not None:
            self.listener.step(step)
            if step.state != "running" or self.outcome.operation == "preview":
                self.outcome.steps.append(step)
        diagnostic = event.diagnostic_event
        if diagnostic is not None and _worth_telling(diagnostic):
            self._note(diagnostic.severity, diagnostic.urn, diagnostic.message)
            if _UNSAVED in diagnostic.message and not self._hopeless:
                self._stop_unsaved()

    def _stop_unsaved(self) -> None:
        """End the engine, which would go on making what no state remembers."""
        self._hopeless = True
        self._note("error", None, _CANNOT_SAVE)
        self.session.interrupts.stop()

    def _tell(self, text: str) -> None:
        self.listener.message(text, severity="warning")
        self.outcome.messages.append(f"warning: {text}")

    def _note(self, severity: str, urn: str | None, message: str) -> None:
        name = urn.rsplit("::", 1)[-1] if urn else ""
        told = plugin_ended(without_traceback(message))
        text = f"{name}: {told}" if name else told
        self.listener.message(text, severity=severity)
        if severity in {"warning", "error"}:
            self.outcome.messages.append(f"{severity}: {text}")

    def _explain(self, error: CommandError) -> None:
        """Tell what the CLI printed where no diagnostic has told the reason already."""
        if not any(message.startswith("error:") for message in self.outcome.messages):
            self._note("error", None, _printed(str(error)))


def _worth_telling(diagnostic: DiagnosticEvent) -> bool:
    """Leave out what passes, what is empty, and that a plugin of PATH is used: it is meant."""
    text = diagnostic.message.strip()
    if text.startswith("using pulumi-resource-") and "$PATH" in text:
        return False
    return bool(text) and not diagnostic.ephemeral


def plugin_ended(message: str) -> str:
    """Tell of a plugin that was killed or crashed as what it is; the engine calls it a bug.

    The engine's text is that of sdk/go/common/resource/plugin ("exited prematurely").
    """
    found = _PLUGIN_ENDED.search(message)
    if found is None:
        return message
    _, _, last = message.partition("streams of the plugin:")
    said = f" It wrote last: {last.strip()}" if last.strip() else " It left no word."
    return f"The plugin {found[1]} ended before its time: it has crashed or was killed.{said}"


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


def _printed(error: str) -> str:
    """Return what the CLI wrote to standard error, else all that is known of its end."""
    _, _, said = error.partition("stderr:")
    return said.strip().removeprefix("error: ") or error.strip()


def _count(outcome: Outcome) -> None:
    """Count each resource once, by the last step told of it that did something."""
    last: dict[str, Step] = {}
    for step in outcome.steps:
        before = last.get(step.urn)
        if step.op != "same" or before is None or before.state == "failed":
            last[step.urn] = step
    outcome.steps = list(last.values())
    for step in outcome.steps:
        op = "update" if step.op == "refresh" and step.changes else step.op
        if step.state == "failed":
            op = "failed"
        outcome.counts[op] = outcome.counts.get(op, 0) + 1

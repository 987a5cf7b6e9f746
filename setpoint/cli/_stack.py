"""What up, preview, refresh and destroy have in common: finding the stack and running on it."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from setpoint.automation.mending import Consent
    from setpoint.automation.steps import Operation, Outcome
    from setpoint.automation.target import Target
    from setpoint.catalog.model import Catalog
    from setpoint.cli._stage import Stage
    from setpoint.config import Project
    from setpoint.engine import Engine

EnvOption = Annotated[
    str, typer.Option("--env", "-e", metavar="ENV", help="Environment, as in Pulumi.ENV.yaml.")
]
SandboxOption = Annotated[
    bool, typer.Option("--sandbox", help="Use the accounts on loopback, starting them if needed.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")]
RecoverOption = Annotated[
    bool,
    typer.Option("--recover", help="Set right what an interrupted run has left, without asking."),
]
BreakLockOption = Annotated[
    str | None,
    typer.Option(
        "--break-lock",
        metavar="ID",
        help="Take this lock away, though its process may be at work elsewhere.",
    ),
]


def operate(  # noqa: PLR0913 - what the commands were told
    operation: Operation,
    stage: Stage,
    *,
    sandbox: bool,
    as_json: bool,
    consent: Consent | None = None,
    expected_state: str | None = None,
    first_of_two: bool = False,
) -> Outcome:
    """Run one operation with live progress and print its outcome.

    Args:
        operation: What to do.
        stage: On what.
        sandbox: Whether to use the accounts on loopback.
        as_json: Whether to print JSON.
        consent: What may be done about what an interrupted run has left; a preview without it
            only names that.
        expected_state: Fingerprint of the state that was previewed, if one was.
        first_of_two: Whether the outcome of another operation is the command's.

    Raises:
        CommandError: The engine can't be had.
    """
    from sandbox.loopback import without_proxy
    from setpoint.automation.operation import run
    from setpoint.catalog import held
    from setpoint.cli.engine import obtain_engine
    from setpoint.report.console import console, error_console
    from setpoint.report.outcome import outcome_as_json, print_outcome
    from setpoint.report.progress import Progress

    gc.enable()  # an operation may take minutes
    without_proxy(os.environ)  # engine, plugins and this process talk on loopback
    out = error_console() if as_json else console()
    engine = obtain_engine()
    environment = stage.catalog.environment
    title = f"{operation} {environment}" + (" in the sandbox" if sandbox else "")
    with (
        _alone(stage, sandbox=sandbox),
        held(stage.catalog, stage.project.root),
        _only_accounts(sandbox=sandbox),
    ):
        target = _target(stage.project, stage.catalog, engine, out if sandbox else None)
        for note in target.notes:
            out.print(f"[dim]{note}[/]", highlight=False, soft_wrap=True)
        with Progress(out, title, preview=operation == "preview") as progress:
            outcome = run(
                operation, target, engine, progress, consent, expected_state=expected_state
            )
    if as_json and not first_of_two:
        sys.stdout.write(json.dumps(outcome_as_json(outcome), indent=2) + "\n")
    if not as_json or first_of_two:
        print_outcome(out, outcome)
    return outcome


@contextmanager
def _only_accounts(*, sandbox: bool) -> Iterator[None]:
    """Keep real accounts from this process while it works on the sandbox's."""
    if not sandbox:
        yield
        return
    from sandbox.settings import accounts_hidden

    with accounts_hidden():
        yield


@contextmanager
def _alone(stage: Stage, *, sandbox: bool) -> Iterator[None]:
    """Keep others from the environment, and the sandbox from being reset, meanwhile.

    Raises:
        CommandError: Another operation is at work on it.
    """
    from setpoint.automation.guard import AtWorkError, alone
    from setpoint.engine.cache import cache_dir

    environment, root = stage.catalog.environment, stage.project.root
    key = hashlib.sha256(f"{sandbox} {environment} {root}".encode()).hexdigest()[:32]
    try:
        with ExitStack() as stack:
            lock = cache_dir() / "running" / f"{key}.lock"
            stack.enter_context(alone(lock, environment))
            if sandbox:
                from sandbox.liveness import at_work
                from setpoint.cli.sandbox import sandbox_directory, sandbox_failures

                stack.enter_context(sandbox_failures())
                stack.enter_context(at_work(sandbox_directory(root)))
            yield
    except AtWorkError as error:
        raise CommandError(str(error), exit_code=1) from error


def _target(
    project: Project, catalog: Catalog, engine: Engine, sandbox_told_on: Console | None
) -> Target:
    if sandbox_told_on is None:
        from setpoint.automation.target import real_target

        return real_target(project, catalog.environment)
    from setpoint.cli.sandbox import require_sandbox, sandbox_failures

    require_sandbox()
    from setpoint.automation.sandbox import sandbox_target

    waiting = sandbox_told_on.status("Preparing the sandbox: accounts and plugins ...")
    with sandbox_failures(), waiting:
        return sandbox_target(project, catalog, engine)


def consent_to(*, recover: bool, break_lock: str | None) -> Consent:
    """Return what the command line and, on a terminal, the user agree to."""
    from setpoint.automation.mending import Consent

    def given(question: str) -> bool:
        return recover or (sys.stdin.isatty() and typer.confirm(question))

    return Consent(given=given, lock=break_lock)


def confirm(question: str, *, yes: bool) -> None:
    """Ask before real accounts are changed; without a terminal only `--yes` will do.

    Raises:
        CommandError: Nobody can be asked, or the answer was no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise CommandError(f"{question} Nobody can be asked here: say --yes")
    if not typer.confirm(question):
        raise CommandError("Nothing was changed", exit_code=1)

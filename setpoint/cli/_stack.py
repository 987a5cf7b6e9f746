"""What up, preview, refresh and destroy have in common: finding the stack and running on it."""

from __future__ import annotations

import gc
import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from setpoint.automation.steps import Operation, Outcome
    from setpoint.automation.target import Target
    from setpoint.catalog.model import Catalog
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


def operate(
    operation: Operation, start: Path, environment: str, *, sandbox: bool, as_json: bool
) -> Outcome:
    """Run one operation with live progress and print its outcome.

    Raises:
        ConfigError: The config has errors; the engine was not started.
        CommandError: There is no such environment.
    """
    from setpoint.automation.operation import run
    from setpoint.cli.engine import obtain_engine
    from setpoint.report.console import console, error_console
    from setpoint.report.outcome import outcome_as_json, print_outcome
    from setpoint.report.progress import Progress

    project, catalog = _checked(start, environment)
    gc.enable()  # an operation may take minutes
    out = error_console() if as_json else console()
    engine = obtain_engine()
    target = _target(project, catalog, engine, out if sandbox else None)
    for note in target.notes:
        out.print(f"[dim]{note}[/]", highlight=False, soft_wrap=True)
    title = f"{operation} {environment}" + (" in the sandbox" if sandbox else "")
    with Progress(out, title, preview=operation == "preview") as progress:
        outcome = run(operation, target, engine, progress)
    if as_json:
        sys.stdout.write(json.dumps(outcome_as_json(outcome), indent=2) + "\n")
    else:
        print_outcome(out, outcome)
    return outcome


def _checked(start: Path, environment: str) -> tuple[Project, Catalog]:
    """Check the config first: nothing is provisioned from one with errors."""
    from setpoint.catalog import build
    from setpoint.config import find_project, load

    project = find_project(start)
    return project, build(load(project, environment))


def _target(
    project: Project, catalog: Catalog, engine: Engine, sandbox_told_on: Console | None
) -> Target:
    if sandbox_told_on is None:
        from setpoint.automation.target import real_target

        return real_target(project.root, catalog.environment)
    from setpoint.cli.sandbox import require_sandbox, sandbox_failures

    require_sandbox()
    from setpoint.automation.sandbox import sandbox_target

    waiting = sandbox_told_on.status("Preparing the sandbox: accounts and plugins ...")
    with sandbox_failures(), waiting:
        return sandbox_target(project, catalog, engine)


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

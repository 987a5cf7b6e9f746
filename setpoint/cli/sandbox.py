"""`setpoint sandbox`: AWS, Sentry and PagerDuty accounts on loopback."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sandbox.lifecycle import SandboxStatus
    from setpoint.automation.stacks import StackContents

app = typer.Typer(help="Run AWS, Sentry and PagerDuty accounts on loopback.", no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def sandbox_directory(start: Path) -> Path:
    """Return the folder of the project's sandbox.

    Raises:
        CommandError: The sandbox's packages are not installed, or SETPOINT_SANDBOX_DIR names a
            folder that it can't be in.
        ConfigError: There is no project here.
    """
    require_sandbox()
    from sandbox.location import default_directory
    from setpoint.config import find_project

    with sandbox_failures():
        return default_directory(find_project(start).root)


def require_sandbox() -> None:
    """See that the optional packages are there.

    Raises:
        CommandError: They are not.
    """
    from importlib.util import find_spec

    missing = [name for name in ("moto", "uvicorn", "cbor2") if find_spec(name) is None]
    if missing:
        raise CommandError(
            f"The sandbox needs the package {missing[0]}: install setpoint-alerting[sandbox]"
        )


@app.command()
def start(context: typer.Context, as_json: JsonOption = False) -> None:
    """Start the accounts in the background; fine if they run already."""
    from sandbox.lifecycle import start as start_sandbox

    directory = sandbox_directory(context.obj)
    with sandbox_failures():
        start_sandbox(directory)
    _print_status(directory, as_json=as_json)


@app.command()
def stop(context: typer.Context) -> None:
    """Stop the accounts; what was provisioned in them is kept."""
    from sandbox.lifecycle import stop as stop_sandbox

    with sandbox_failures():
        was_running = stop_sandbox(sandbox_directory(context.obj))
    typer.echo("The sandbox has stopped" if was_running else "The sandbox was not running")


@app.command()
def status(context: typer.Context, as_json: JsonOption = False) -> None:
    """Say whether the accounts run, where, and which plugins are used; exit with 1 if not."""
    healthy = _print_status(sandbox_directory(context.obj), as_json=as_json)
    raise typer.Exit(0 if healthy else 1)


@app.command()
def reset(context: typer.Context, as_json: JsonOption = False) -> None:
    """Forget everything that was provisioned in the accounts."""
    from sandbox.lifecycle import reset as reset_sandbox

    directory = sandbox_directory(context.obj)
    with sandbox_failures():
        reset_sandbox(directory)
    _print_status(directory, as_json=as_json)


@app.command()
def seed(
    context: typer.Context,
    environment: Annotated[
        str, typer.Option("--env", "-e", metavar="ENV", help="Environment, as in Pulumi.ENV.yaml.")
    ],
) -> None:
    """Make in the accounts what an environment looks up: log groups, users, integrations."""
    directory = sandbox_directory(context.obj)
    from sandbox.lifecycle import start as start_sandbox
    from setpoint.automation.seeding import seed as seed_accounts
    from setpoint.catalog import build
    from setpoint.config import find_project, load

    catalog = build(load(find_project(context.obj), environment))
    with sandbox_failures():
        seed_accounts(start_sandbox(directory), catalog)
    typer.echo(f"What {environment} looks up is there")


@app.command()
def remove(context: typer.Context) -> None:
    """Stop the accounts and delete all of their files."""
    from sandbox.lifecycle import remove as remove_sandbox

    directory = sandbox_directory(context.obj)
    with sandbox_failures():
        was_there = remove_sandbox(directory)
    typer.echo("The sandbox is gone" if was_there else "There was no sandbox")


@contextmanager
def sandbox_failures() -> Iterator[None]:
    """Turn the sandbox's own errors into the command's."""
    from sandbox.errors import SandboxError
    from sandbox.store import StoreError

    try:
        yield
    except (SandboxError, StoreError) as error:
        raise CommandError(str(error)) from error


def _print_status(directory: Path, *, as_json: bool) -> bool:
    """Print the sandbox's state; return whether it can be used."""
    from sandbox.lifecycle import status as sandbox_status

    with sandbox_failures():
        found = sandbox_status(directory)
        described = _described(directory, found)
    if as_json:
        sys.stdout.write(json.dumps(described, indent=2) + "\n")
    else:
        _echo(described)
    return found.healthy


def _described(directory: Path, found: SandboxStatus) -> dict[str, Any]:
    from setpoint.automation.stacks import read_stacks

    info = found.info
    urls = {account: getattr(info.urls, account) for account in found.answering} if info else {}
    stacks = list(read_stacks(info.stacks)) if info else []
    return {
        "directory": str(directory),
        "running": found.running,
        "healthy": found.healthy,
        "pid": info.pid if info and found.running else None,
        "accounts": {
            account: {"url": urls.get(account), "answers": answers}
            for account, answers in found.answering.items()
        },
        "plugins": _plugins(directory),
        "stacks": {one.name: dict(one.kinds) for one in stacks if not one.is_damaged},
        "notes": [*(info.notes if info else ()), *_damages(stacks)],
    }


def _plugins(directory: Path) -> dict[str, str]:
    """Return for each provider which plugin is used, and why not the official one."""
    from sandbox.plugins.setup import plugin_choices

    return {
        choice.name: ", ".join(filter(None, (f"official {choice.version}", choice.reason)))
        if choice.mode == "official"
        else f"the sandbox's own; {choice.reason}"
        for choice in plugin_choices(directory)
    }


def _damages(stacks: Iterable[StackContents]) -> Iterator[str]:
    """Yield for each state that can't be read what to do about it."""
    for one in stacks:
        if one.is_damaged:
            way_out = f"setpoint up --env {one.name} --sandbox --recover"
            yield f"The state of {one.name} is damaged: {way_out} sets it right"


def _echo(described: dict[str, Any]) -> None:
    state = "runs" if described["healthy"] else "is not running"
    if described["running"] and not described["healthy"]:
        state = "runs, but not every account answers"
    typer.echo(f"The sandbox {state} ({described['directory']})")
    for account, answer in described["accounts"].items():
        if answer["url"]:
            typer.echo(
                f"  {account:<10} {answer['url']}  {'' if answer['answers'] else 'no answer'}"
            )
    for plugin, mode in described["plugins"].items():
        typer.echo(f"  plugin {plugin}: {mode}")
    for note in described["notes"]:
        typer.echo(f"  {note}")
    for environment, kinds in described["stacks"].items():
        made = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
        typer.echo(f"{environment}: {sum(kinds.values())} resources: {made}")
    if described["healthy"]:
        _echo_where_to_look(described["accounts"], list(described["stacks"]))


def _echo_where_to_look(accounts: dict[str, Any], environments: list[str]) -> None:
    aws, pagerduty = accounts["aws"]["url"], accounts["pagerduty"]["url"]
    typer.echo("Look with, for instance:")
    typer.echo("  setpoint show")
    for environment in environments[-1:]:
        typer.echo(f"  setpoint preview --env {environment} --sandbox")
    typer.echo(f"  aws --endpoint-url {aws} cloudwatch describe-alarms")
    typer.echo(f"  curl -H 'Authorization: Token token=any' {pagerduty}/oncalls")
    typer.echo(f"  curl {aws}/_sandbox/requests")
